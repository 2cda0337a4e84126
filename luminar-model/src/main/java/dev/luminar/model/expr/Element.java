package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A load from a plain buffer: {@code xs[i]}. An index out of range is an error; storage types widen
 * to i32.
 *
 * @param buffer a plain buffer
 * @param index an i32 or i64
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record Element(Expr buffer, Expr index, Span span, int depth) implements Expr {
  /** Checks the operands as {@link #Element(Expr, Expr, Span)} does. */
  public Element {
    requireNonNull(buffer, "buffer");
    requireNonNull(index, "index");
    requireNonNull(span, "span");
    if (!(buffer.type() instanceof BufferType type)) {
      throw Checks.mismatch(buffer, "a buffer", "what is indexed");
    }
    if (type.isAtomic()) {
      throw new ModelException(
          DiagnosticCode.INVALID_ATOMIC,
          span,
          "an element of an atomic buffer is read by an atomic load, a statement");
    }
    Checks.index(index, "an index");
    depth = Checks.depth(span, buffer, index);
  }

  /**
   * Makes a load.
   *
   * @throws ModelException LUM1101 for operands of other types, LUM1109 for an atomic buffer
   */
  public Element(Expr buffer, Expr index, Span span) {
    this(buffer, index, span, 0);
  }

  /** Returns the type of the loaded value. */
  @Override
  public ElementType type() {
    return ((BufferType) buffer.type()).element().loaded();
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.of(buffer, index);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
