package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import org.jspecify.annotations.Nullable;

/** An f64. Each operator also takes a Java {@code double} as its operand. */
public final class F64 extends Real<F64> implements Atomic {
  F64(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static F64 of(Expr node) {
    requireNonNull(node, "node");
    return new F64(Nodes.checked(node, ScalarType.F64), null);
  }

  @Override
  AtomicType<F64> type() {
    return Dsl.f64;
  }

  /** Returns the value as i32: integers wrap, floats saturate, NaN gives 0. */
  public I32 toI32() {
    return new I32(converted(ScalarType.I32), home());
  }

  /** Returns the value as i64: floats saturate, NaN gives 0. */
  public I64 toI64() {
    return new I64(converted(ScalarType.I64), home());
  }

  /** Returns the value as f32: rounded to nearest. */
  public F32 toF32() {
    return new F32(converted(ScalarType.F32), home());
  }

  /** Returns the sum; integers wrap. */
  public F64 plus(double other) {
    return plus(Dsl.f64(other));
  }

  /** Returns the difference; integers wrap. */
  public F64 minus(double other) {
    return minus(Dsl.f64(other));
  }

  /** Returns the product; integers wrap. */
  public F64 times(double other) {
    return times(Dsl.f64(other));
  }

  /** Returns the quotient; integers truncate, and division by zero is an error. */
  public F64 div(double other) {
    return div(Dsl.f64(other));
  }

  /** Returns the remainder, which has the sign of this value; zero is an error on integers. */
  public F64 rem(double other) {
    return rem(Dsl.f64(other));
  }

  /** Returns whether this equals the other. */
  public Bool eq(double other) {
    return eq(Dsl.f64(other));
  }

  /** Returns whether this differs from the other. */
  public Bool ne(double other) {
    return ne(Dsl.f64(other));
  }

  /** Returns whether this is less than the other. */
  public Bool lt(double other) {
    return lt(Dsl.f64(other));
  }

  /** Returns whether this is at most the other. */
  public Bool le(double other) {
    return le(Dsl.f64(other));
  }

  /** Returns whether this is greater than the other. */
  public Bool gt(double other) {
    return gt(Dsl.f64(other));
  }

  /** Returns whether this is at least the other. */
  public Bool ge(double other) {
    return ge(Dsl.f64(other));
  }

  /** Returns the smaller one, as Java's {@code Math.min}. */
  public F64 min(double other) {
    return min(Dsl.f64(other));
  }

  /** Returns the greater one, as Java's {@code Math.max}. */
  public F64 max(double other) {
    return max(Dsl.f64(other));
  }
}
