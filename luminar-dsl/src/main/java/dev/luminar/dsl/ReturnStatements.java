package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Return;
import java.util.Optional;

/**
 * Statements of the blocks of functions.
 *
 * @param <R> the class of the result, {@link Nothing} without
 */
public sealed interface ReturnStatements<R> permits FunctionBlock, FunctionLoop {
  /** Adds {@code return value;}. */
  default void returns(R value) {
    requireNonNull(value, "value");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Return(Optional.of(b.use((Handle<?>) value, here)), here));
  }

  /** Adds {@code return;}, for a function without a result. */
  default void returns() {
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Return(Optional.empty(), here));
  }
}
