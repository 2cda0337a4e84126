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
 * A sink that stores the k-th item at index k; an item too many is an error: {@code sink ys;}
 *
 * @param buffer a plain buffer
 * @param span the place
 */
public record SinkBuffer(Expr buffer, Span span) implements PipelineSink {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if the operand is no plain buffer
   */
  public SinkBuffer {
    requireNonNull(buffer, "buffer");
    requireNonNull(span, "span");
    if (!(buffer.type() instanceof BufferType type) || type.isAtomic()) {
      throw StmtChecks.mismatch(buffer, "a plain buffer", "a sink");
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
