package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Intrinsic;
import dev.luminar.model.expr.IntrinsicFunction;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A floating-point number. The functions up to {@link #copysign} have the same bits on every
 * target; the others may differ by an ulp.
 *
 * @param <V> the class of the handle itself
 */
public abstract sealed class Real<V extends Real<V>> extends Num<V> permits F32, F64 {
  Real(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /** Returns {@code this * factor + addend}, rounded once. */
  public final V fma(V factor, V addend) {
    requireNonNull(factor, "factor");
    requireNonNull(addend, "addend");
    Span here = Place.here();
    ImmutableList<Expr> arguments =
        Lists.immutable.of(operand(here), factor.operand(here), addend.operand(here));
    return made(
        new Intrinsic(IntrinsicFunction.FMA, arguments, here), inner(here, this, factor, addend));
  }

  /** Returns the square root. */
  public final V sqrt() {
    return intrinsic(IntrinsicFunction.SQRT);
  }

  /** Returns the greatest whole number that is not greater. */
  public final V floor() {
    return intrinsic(IntrinsicFunction.FLOOR);
  }

  /** Returns the least whole number that is not less. */
  public final V ceil() {
    return intrinsic(IntrinsicFunction.CEIL);
  }

  /** Returns the nearest whole number, ties to even. */
  public final V rint() {
    return intrinsic(IntrinsicFunction.RINT);
  }

  /** Returns the whole part. */
  public final V trunc() {
    return intrinsic(IntrinsicFunction.TRUNC);
  }

  /** Returns this magnitude with the sign of the other. */
  public final V copysign(V other) {
    return intrinsic(IntrinsicFunction.COPYSIGN, other);
  }

  /** Returns the sine. */
  public final V sin() {
    return intrinsic(IntrinsicFunction.SIN);
  }

  /** Returns the cosine. */
  public final V cos() {
    return intrinsic(IntrinsicFunction.COS);
  }

  /** Returns the tangent. */
  public final V tan() {
    return intrinsic(IntrinsicFunction.TAN);
  }

  /** Returns the arc sine. */
  public final V asin() {
    return intrinsic(IntrinsicFunction.ASIN);
  }

  /** Returns the arc cosine. */
  public final V acos() {
    return intrinsic(IntrinsicFunction.ACOS);
  }

  /** Returns the arc tangent. */
  public final V atan() {
    return intrinsic(IntrinsicFunction.ATAN);
  }

  /** Returns the hyperbolic sine. */
  public final V sinh() {
    return intrinsic(IntrinsicFunction.SINH);
  }

  /** Returns the hyperbolic cosine. */
  public final V cosh() {
    return intrinsic(IntrinsicFunction.COSH);
  }

  /** Returns the hyperbolic tangent. */
  public final V tanh() {
    return intrinsic(IntrinsicFunction.TANH);
  }

  /** Returns the power of e. */
  public final V exp() {
    return intrinsic(IntrinsicFunction.EXP);
  }

  /** Returns the power of e, less 1. */
  public final V expm1() {
    return intrinsic(IntrinsicFunction.EXPM1);
  }

  /** Returns the natural logarithm. */
  public final V log() {
    return intrinsic(IntrinsicFunction.LOG);
  }

  /** Returns the natural logarithm of 1 more. */
  public final V log1p() {
    return intrinsic(IntrinsicFunction.LOG1P);
  }

  /** Returns the logarithm to base 10. */
  public final V log10() {
    return intrinsic(IntrinsicFunction.LOG10);
  }

  /** Returns the cube root. */
  public final V cbrt() {
    return intrinsic(IntrinsicFunction.CBRT);
  }

  /** Returns the angle of the point whose ordinate is this value. */
  public final V atan2(V other) {
    return intrinsic(IntrinsicFunction.ATAN2, other);
  }

  /** Returns this value to the power of the other. */
  public final V pow(V other) {
    return intrinsic(IntrinsicFunction.POW, other);
  }

  /** Returns the length of the hypotenuse. */
  public final V hypot(V other) {
    return intrinsic(IntrinsicFunction.HYPOT, other);
  }
}
