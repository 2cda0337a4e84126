package dev.luminar.testkit.value;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.ScalarType;

/**
 * A scalar. Two scalars are equal if they have one type and the same bits, where NaN is one value
 * and 0.0 differs from -0.0.
 *
 * @param type one of {@code bool i32 i64 f32 f64}
 * @param bits 0 or 1; the integer; or the float's bits, those of {@code f32} sign-extended
 */
public record Scalar(ScalarType type, long bits) implements Value {
  public static final Scalar TRUE = new Scalar(ScalarType.BOOL, 1);
  public static final Scalar FALSE = new Scalar(ScalarType.BOOL, 0);

  /**
   * Makes the bits canonical: integers are cut to their width, NaN becomes one.
   *
   * @throws IllegalArgumentException for a storage type
   */
  public Scalar {
    requireNonNull(type, "type");
    bits =
        switch (type) {
          case BOOL -> bits == 0 ? 0 : 1;
          case I32 -> (int) bits;
          case I64 -> bits;
          case F32 -> Float.floatToIntBits(Float.intBitsToFloat((int) bits));
          case F64 -> Double.doubleToLongBits(Double.longBitsToDouble(bits));
          case I8, U8, I16, U16 ->
              throw new IllegalArgumentException("no value has the storage type " + type);
        };
  }

  /** Returns a bool. */
  public static Scalar bool(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Returns an i32. */
  public static Scalar i32(int value) {
    return new Scalar(ScalarType.I32, value);
  }

  /** Returns an i64. */
  public static Scalar i64(long value) {
    return new Scalar(ScalarType.I64, value);
  }

  /** Returns an f32. */
  public static Scalar f32(float value) {
    return new Scalar(ScalarType.F32, Float.floatToIntBits(value));
  }

  /** Returns an f64. */
  public static Scalar f64(double value) {
    return new Scalar(ScalarType.F64, Double.doubleToLongBits(value));
  }

  /** Returns the zero of a type, which is false for bool. */
  public static Scalar zero(ScalarType type) {
    return new Scalar(requireNonNull(type, "type"), 0);
  }

  /** Returns the value of a bool. */
  public boolean asBool() {
    return bits != 0;
  }

  /** Returns the value of an i32. */
  public int asInt() {
    return (int) bits;
  }

  /** Returns the value of an i32 or i64. */
  public long asLong() {
    return bits;
  }

  /** Returns the value of an f32. */
  public float asFloat() {
    return Float.intBitsToFloat((int) bits);
  }

  /** Returns the value of an f64. */
  public double asDouble() {
    return Double.longBitsToDouble(bits);
  }

  @Override
  public String toString() {
    return ValuePrinter.print(this);
  }
}
