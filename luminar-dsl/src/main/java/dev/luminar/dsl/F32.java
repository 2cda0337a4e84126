package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import org.jspecify.annotations.Nullable;

/** An f32. Each operator also takes a Java {@code float} as its operand. */
public final class F32 extends Real<F32> {
  F32(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static F32 of(Expr node) {
    requireNonNull(node, "node");
    return new F32(Nodes.checked(node, ScalarType.F32), null);
  }

  @Override
  ValueType<F32> type() {
    return Dsl.f32;
  }

  /** Returns the value as i32: integers wrap, floats saturate, NaN gives 0. */
  public I32 toI32() {
    return new I32(converted(ScalarType.I32), home());
  }

  /** Returns the value as i64: floats saturate, NaN gives 0. */
  public I64 toI64() {
    return new I64(converted(ScalarType.I64), home());
  }

  /** Returns the value as f64: exactly. */
  public F64 toF64() {
    return new F64(converted(ScalarType.F64), home());
  }

  /** Returns the sum; integers wrap. */
  public F32 plus(float other) {
    return plus(Dsl.f32(other));
  }

  /** Returns the difference; integers wrap. */
  public F32 minus(float other) {
    return minus(Dsl.f32(other));
  }

  /** Returns the product; integers wrap. */
  public F32 times(float other) {
    return times(Dsl.f32(other));
  }

  /** Returns the quotient; integers truncate, and division by zero is an error. */
  public F32 div(float other) {
    return div(Dsl.f32(other));
  }

  /** Returns the remainder, which has the sign of this value; zero is an error on integers. */
  public F32 rem(float other) {
    return rem(Dsl.f32(other));
  }

  /** Returns whether this equals the other. */
  public Bool eq(float other) {
    return eq(Dsl.f32(other));
  }

  /** Returns whether this differs from the other. */
  public Bool ne(float other) {
    return ne(Dsl.f32(other));
  }

  /** Returns whether this is less than the other. */
  public Bool lt(float other) {
    return lt(Dsl.f32(other));
  }

  /** Returns whether this is at most the other. */
  public Bool le(float other) {
    return le(Dsl.f32(other));
  }

  /** Returns whether this is greater than the other. */
  public Bool gt(float other) {
    return gt(Dsl.f32(other));
  }

  /** Returns whether this is at least the other. */
  public Bool ge(float other) {
    return ge(Dsl.f32(other));
  }

  /** Returns the smaller one, as Java's {@code Math.min}. */
  public F32 min(float other) {
    return min(Dsl.f32(other));
  }

  /** Returns the greater one, as Java's {@code Math.max}. */
  public F32 max(float other) {
    return max(Dsl.f32(other));
  }
}
