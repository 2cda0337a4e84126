package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An operator with one operand: {@code -x}, {@code not done}, {@code ~bits}.
 *
 * @param operator the operator
 * @param operand its operand
 * @param type the type of operand and result
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record Unary(UnaryOperator operator, Expr operand, ScalarType type, Span span, int depth)
    implements Expr {
  /** Checks the operand as {@link #Unary(UnaryOperator, Expr, Span)} does. */
  public Unary {
    requireNonNull(operator, "operator");
    requireNonNull(operand, "operand");
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    type = check(operator, operand, span);
    depth = Checks.depth(span, operand);
  }

  /**
   * Makes an operation.
   *
   * @throws dev.luminar.model.ModelException LUM1102 if the operator does not take the operand
   */
  public Unary(UnaryOperator operator, Expr operand, Span span) {
    this(operator, operand, ScalarType.BOOL, span, 0);
  }

  private static ScalarType check(UnaryOperator operator, Expr operand, Span span) {
    if (!operator.takes(operand.type())) {
      throw Checks.operand(operator.symbol(), span, operand.type().toString(), operator.operands());
    }
    return (ScalarType) operand.type();
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
