package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import org.jspecify.annotations.Nullable;

/** An i32. Each operator also takes a Java {@code int} as its operand. */
public final class I32 extends Int<I32> implements Bits, Atomic {
  I32(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static I32 of(Expr node) {
    requireNonNull(node, "node");
    return new I32(Nodes.checked(node, ScalarType.I32), null);
  }

  @Override
  AtomicType<I32> type() {
    return Dsl.i32;
  }

  /** Returns the value as i64: exactly. */
  public I64 toI64() {
    return new I64(converted(ScalarType.I64), home());
  }

  /** Returns the value as f32: rounded to nearest. */
  public F32 toF32() {
    return new F32(converted(ScalarType.F32), home());
  }

  /** Returns the value as f64: exactly. */
  public F64 toF64() {
    return new F64(converted(ScalarType.F64), home());
  }

  /** Returns the sum; integers wrap. */
  public I32 plus(int other) {
    return plus(Dsl.i32(other));
  }

  /** Returns the difference; integers wrap. */
  public I32 minus(int other) {
    return minus(Dsl.i32(other));
  }

  /** Returns the product; integers wrap. */
  public I32 times(int other) {
    return times(Dsl.i32(other));
  }

  /** Returns the quotient; integers truncate, and division by zero is an error. */
  public I32 div(int other) {
    return div(Dsl.i32(other));
  }

  /** Returns the remainder, which has the sign of this value; zero is an error on integers. */
  public I32 rem(int other) {
    return rem(Dsl.i32(other));
  }

  /** Returns whether this equals the other. */
  public Bool eq(int other) {
    return eq(Dsl.i32(other));
  }

  /** Returns whether this differs from the other. */
  public Bool ne(int other) {
    return ne(Dsl.i32(other));
  }

  /** Returns whether this is less than the other. */
  public Bool lt(int other) {
    return lt(Dsl.i32(other));
  }

  /** Returns whether this is at most the other. */
  public Bool le(int other) {
    return le(Dsl.i32(other));
  }

  /** Returns whether this is greater than the other. */
  public Bool gt(int other) {
    return gt(Dsl.i32(other));
  }

  /** Returns whether this is at least the other. */
  public Bool ge(int other) {
    return ge(Dsl.i32(other));
  }

  /** Returns the smaller one, as Java's {@code Math.min}. */
  public I32 min(int other) {
    return min(Dsl.i32(other));
  }

  /** Returns the greater one, as Java's {@code Math.max}. */
  public I32 max(int other) {
    return max(Dsl.i32(other));
  }

  /** Returns the bits that both have. */
  public I32 and(int other) {
    return and(Dsl.i32(other));
  }

  /** Returns the bits that one of them has. */
  public I32 or(int other) {
    return or(Dsl.i32(other));
  }

  /** Returns the bits in which they differ. */
  public I32 xor(int other) {
    return xor(Dsl.i32(other));
  }

  /** Returns the bits moved left; the count is masked. */
  public I32 shl(int other) {
    return shl(Dsl.i32(other));
  }

  /** Returns the bits moved right, keeping the sign; the count is masked. */
  public I32 shr(int other) {
    return shr(Dsl.i32(other));
  }

  /** Returns the bits moved right, filled with zeros; the count is masked. */
  public I32 ushr(int other) {
    return ushr(Dsl.i32(other));
  }
}
