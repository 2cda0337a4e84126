package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A source that reads a buffer from its start to its end: {@code source x of xs;}
 *
 * @param item the name of the item in the next stage
 * @param buffer a plain buffer
 * @param span the place
 */
public record SourceBuffer(String item, Expr buffer, Span span) implements PipelineSource {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 if the operand is no plain buffer
   */
  public SourceBuffer {
    requireNonNull(item, "item");
    requireNonNull(buffer, "buffer");
    requireNonNull(span, "span");
    StmtChecks.name(item, "an item", span);
    if (!(buffer.type() instanceof BufferType type) || type.isAtomic()) {
      throw StmtChecks.mismatch(buffer, "a plain buffer", "a source");
    }
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(buffer);
  }

  @Override
  public ElementType type() {
    return ((BufferType) buffer.type()).element().loaded();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
