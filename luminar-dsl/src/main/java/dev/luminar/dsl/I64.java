package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import org.jspecify.annotations.Nullable;

/** An i64. Each operator also takes a Java {@code long} as its operand. */
public final class I64 extends Int<I64> implements Bits, Atomic {
  I64(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static I64 of(Expr node) {
    requireNonNull(node, "node");
    return new I64(Nodes.checked(node, ScalarType.I64), null);
  }

  @Override
  AtomicType<I64> type() {
    return Dsl.i64;
  }

  /** Returns the value as i32: the low bits. */
  public I32 toI32() {
    return new I32(converted(ScalarType.I32), home());
  }

  /** Returns the value as f32: rounded to nearest. */
  public F32 toF32() {
    return new F32(converted(ScalarType.F32), home());
  }

  /** Returns the value as f64: rounded to nearest. */
  public F64 toF64() {
    return new F64(converted(ScalarType.F64), home());
  }

  /** Returns the sum; integers wrap. */
  public I64 plus(long other) {
    return plus(Dsl.i64(other));
  }

  /** Returns the difference; integers wrap. */
  public I64 minus(long other) {
    return minus(Dsl.i64(other));
  }

  /** Returns the product; integers wrap. */
  public I64 times(long other) {
    return times(Dsl.i64(other));
  }

  /** Returns the quotient; integers truncate, and division by zero is an error. */
  public I64 div(long other) {
    return div(Dsl.i64(other));
  }

  /** Returns the remainder, which has the sign of this value; zero is an error on integers. */
  public I64 rem(long other) {
    return rem(Dsl.i64(other));
  }

  /** Returns whether this equals the other. */
  public Bool eq(long other) {
    return eq(Dsl.i64(other));
  }

  /** Returns whether this differs from the other. */
  public Bool ne(long other) {
    return ne(Dsl.i64(other));
  }

  /** Returns whether this is less than the other. */
  public Bool lt(long other) {
    return lt(Dsl.i64(other));
  }

  /** Returns whether this is at most the other. */
  public Bool le(long other) {
    return le(Dsl.i64(other));
  }

  /** Returns whether this is greater than the other. */
  public Bool gt(long other) {
    return gt(Dsl.i64(other));
  }

  /** Returns whether this is at least the other. */
  public Bool ge(long other) {
    return ge(Dsl.i64(other));
  }

  /** Returns the smaller one, as Java's {@code Math.min}. */
  public I64 min(long other) {
    return min(Dsl.i64(other));
  }

  /** Returns the greater one, as Java's {@code Math.max}. */
  public I64 max(long other) {
    return max(Dsl.i64(other));
  }

  /** Returns the bits that both have. */
  public I64 and(long other) {
    return and(Dsl.i64(other));
  }

  /** Returns the bits that one of them has. */
  public I64 or(long other) {
    return or(Dsl.i64(other));
  }

  /** Returns the bits in which they differ. */
  public I64 xor(long other) {
    return xor(Dsl.i64(other));
  }

  /** Returns the bits moved left; the count is masked. */
  public I64 shl(long other) {
    return shl(Dsl.i64(other));
  }

  /** Returns the bits moved right, keeping the sign; the count is masked. */
  public I64 shr(long other) {
    return shr(Dsl.i64(other));
  }

  /** Returns the bits moved right, filled with zeros; the count is masked. */
  public I64 ushr(long other) {
    return ushr(Dsl.i64(other));
  }
}
