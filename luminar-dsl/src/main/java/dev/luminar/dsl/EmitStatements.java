package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Emit;

/**
 * Statements of the stages of a pipeline.
 *
 * @param <T> the class of the items
 */
public sealed interface EmitStatements<T> permits StageBlock, StageLoop {
  /** Adds {@code emit item;}, which hands an item to the next stage. */
  default void emit(T item) {
    requireNonNull(item, "item");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Emit(b.use((Handle<?>) item, here), here));
  }
}
