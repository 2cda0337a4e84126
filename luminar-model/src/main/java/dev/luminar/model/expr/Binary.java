package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An operator with two operands of one type: {@code a * x + y}, {@code i <= n and ok}.
 *
 * @param operator the operator
 * @param left the operand that is evaluated first
 * @param right the other operand
 * @param type bool for comparisons, else the operands' type
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record Binary(
    BinaryOperator operator, Expr left, Expr right, ScalarType type, Span span, int depth)
    implements Expr {
  /** Checks the operands as {@link #Binary(BinaryOperator, Expr, Expr, Span)} does. */
  public Binary {
    requireNonNull(operator, "operator");
    requireNonNull(left, "left");
    requireNonNull(right, "right");
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    type = check(operator, left, right, span);
    depth = Checks.depth(span, left, right);
  }

  /**
   * Makes an operation.
   *
   * @throws dev.luminar.model.ModelException LUM1102 if the operator does not take these operands
   */
  public Binary(BinaryOperator operator, Expr left, Expr right, Span span) {
    this(operator, left, right, ScalarType.BOOL, span, 0);
  }

  private static ScalarType check(BinaryOperator operator, Expr left, Expr right, Span span) {
    if (!left.type().equals(right.type()) || !operator.takes(left.type())) {
      throw Checks.operand(
          operator.symbol(), span, left.type() + " and " + right.type(), operator.operands());
    }
    return operator.isComparison() ? ScalarType.BOOL : (ScalarType) left.type();
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.of(left, right);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
