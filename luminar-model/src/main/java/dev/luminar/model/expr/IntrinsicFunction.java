package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.Type;
import java.util.Locale;

/** A mathematical function of the language. Arguments and result have one type. */
public enum IntrinsicFunction {
  SQRT(1),
  /** On integers too, where the absolute value of the least one is itself. */
  ABS(1),
  FLOOR(1),
  CEIL(1),
  /** Rounds to the nearest integer, ties to even. */
  RINT(1),
  TRUNC(1),
  /** {@code a * b + c}, rounded once. */
  FMA(3),
  /** Java's: NaN wins, and -0.0 lies below 0.0; on integers too. */
  MIN(2),
  /** Java's: NaN wins, and 0.0 lies above -0.0; on integers too. */
  MAX(2),
  COPYSIGN(2),
  SIN(1),
  COS(1),
  TAN(1),
  ASIN(1),
  ACOS(1),
  ATAN(1),
  ATAN2(2),
  SINH(1),
  COSH(1),
  TANH(1),
  EXP(1),
  EXPM1(1),
  LOG(1),
  LOG1P(1),
  LOG10(1),
  POW(2),
  CBRT(1),
  HYPOT(2);

  private final int arity;

  IntrinsicFunction(int arity) {
    this.arity = arity;
  }

  /** Returns the number of arguments. */
  public int arity() {
    return arity;
  }

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Says whether the result has the same bits on every target; others may differ by an ulp. */
  public boolean isExact() {
    return compareTo(COPYSIGN) <= 0;
  }

  /** Says whether the function takes arguments of this type. */
  public boolean takes(Type type) {
    requireNonNull(type, "type");
    return switch (this) {
      case ABS, MIN, MAX -> type.isNumeric();
      default -> type.isFloat();
    };
  }

  String operands() {
    return switch (this) {
      case ABS, MIN, MAX -> "i32, i64, f32 or f64";
      default -> "f32 or f64";
    };
  }
}
