package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The number of elements, an i64: {@code len(xs)}.
 *
 * @param operand a buffer or an array of references
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record Length(Expr operand, Span span, int depth) implements Expr {
  /** Checks the operand as {@link #Length(Expr, Span)} does. */
  public Length {
    requireNonNull(operand, "operand");
    requireNonNull(span, "span");
    if (!(operand.type() instanceof BufferType || operand.type() instanceof ArrayType)) {
      throw Checks.mismatch(operand, "a buffer or an array", "what has a length");
    }
    depth = Checks.depth(span, operand);
  }

  /**
   * Makes a length.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if the operand has none
   */
  public Length(Expr operand, Span span) {
    this(operand, span, 0);
  }

  @Override
  public ScalarType type() {
    return ScalarType.I64;
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.of(operand);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
