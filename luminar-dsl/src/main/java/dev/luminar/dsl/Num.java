package dev.luminar.dsl;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A number. Both operands have one type: conversions are explicit, such as {@link I32#toF64}.
 *
 * @param <V> the class of the handle itself
 */
public abstract sealed class Num<V extends Num<V>> extends Value<V> permits Int, Real {
  Num(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /** Returns the sum; integers wrap. */
  public final V plus(V other) {
    return binary(BinaryOperator.ADD, other);
  }

  /** Returns the difference; integers wrap. */
  public final V minus(V other) {
    return binary(BinaryOperator.SUB, other);
  }

  /** Returns the product; integers wrap. */
  public final V times(V other) {
    return binary(BinaryOperator.MUL, other);
  }

  /** Returns the quotient; integers truncate, and division by zero is an error. */
  public final V div(V other) {
    return binary(BinaryOperator.DIV, other);
  }

  /** Returns the remainder, which has the sign of this value; zero is an error on integers. */
  public final V rem(V other) {
    return binary(BinaryOperator.REM, other);
  }

  /** Returns whether this equals the other. */
  public final Bool eq(V other) {
    return compare(BinaryOperator.EQ, other);
  }

  /** Returns whether this differs from the other. */
  public final Bool ne(V other) {
    return compare(BinaryOperator.NE, other);
  }

  /** Returns whether this is less than the other. */
  public final Bool lt(V other) {
    return compare(BinaryOperator.LT, other);
  }

  /** Returns whether this is at most the other. */
  public final Bool le(V other) {
    return compare(BinaryOperator.LE, other);
  }

  /** Returns whether this is greater than the other. */
  public final Bool gt(V other) {
    return compare(BinaryOperator.GT, other);
  }

  /** Returns whether this is at least the other. */
  public final Bool ge(V other) {
    return compare(BinaryOperator.GE, other);
  }

  /** Returns the value with the other sign; the least integer stays itself. */
  public final V neg() {
    return unary(UnaryOperator.NEG);
  }

  /** Returns the absolute value; the least integer stays itself. */
  public final V abs() {
    return intrinsic(IntrinsicFunction.ABS);
  }

  /** Returns the smaller one, as Java's {@code Math.min}. */
  public final V min(V other) {
    return intrinsic(IntrinsicFunction.MIN, other);
  }

  /** Returns the greater one, as Java's {@code Math.max}. */
  public final V max(V other) {
    return intrinsic(IntrinsicFunction.MAX, other);
  }
}
