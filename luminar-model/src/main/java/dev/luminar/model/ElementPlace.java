package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An element of an atomic buffer: {@code counts[i]}. An index out of range is an error.
 *
 * @param buffer an atomic buffer
 * @param index an i32 or i64
 * @param span the place
 */
public record ElementPlace(Expr buffer, Expr index, Span span) implements AtomicPlace {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for operands of other types
   */
  public ElementPlace {
    requireNonNull(buffer, "buffer");
    requireNonNull(index, "index");
    requireNonNull(span, "span");
    if (!(buffer.type() instanceof BufferType type) || !type.isAtomic()) {
      throw StmtChecks.mismatch(buffer, "an atomic buffer", "the operand of an atomic operation");
    }
    StmtChecks.integer(index, "an index");
  }

  @Override
  public ScalarType type() {
    return (ScalarType) ((BufferType) buffer.type()).element();
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(buffer, index);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
