package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.Type;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A reference out of an array of references: {@code stages[k]}. An index out of range is an error.
 *
 * @param array an array
 * @param index an i32 or i64
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record ElementOf(Expr array, Expr index, Span span, int depth) implements Expr {
  /** Checks the operands as {@link #ElementOf(Expr, Expr, Span)} does. */
  public ElementOf {
    requireNonNull(array, "array");
    requireNonNull(index, "index");
    requireNonNull(span, "span");
    if (!(array.type() instanceof ArrayType)) {
      throw Checks.mismatch(array, "an array of references", "what is indexed");
    }
    Checks.index(index, "an index");
    depth = Checks.depth(span, array, index);
  }

  /**
   * Makes an access.
   *
   * @throws dev.luminar.model.ModelException LUM1101 for operands of other types
   */
  public ElementOf(Expr array, Expr index, Span span) {
    this(array, index, span, 0);
  }

  @Override
  public Type type() {
    return ((ArrayType) array.type()).element();
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.of(array, index);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
