package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A constant of one of the five scalars: {@code true}, {@code 7}, {@code 7i32}, {@code 0.5}, {@code
 * f32.nan}.
 *
 * @param type {@code bool i32 i64 f32} or {@code f64}
 * @param bits the value: 0 or 1, the integer, or the float's bits as {@link Float#floatToIntBits}
 *     (sign-extended) or {@link Double#doubleToLongBits} gives them, so that NaN is one value
 * @param span the place
 */
public record Literal(ScalarType type, long bits, Span span) implements Expr {
  /**
   * Checks the components and makes the bits canonical.
   *
   * @throws ModelException LUM1105 for a storage type, LUM1007 if the type cannot hold the bits
   */
  public Literal {
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    bits =
        switch (type) {
          case BOOL -> inRange(bits == 0 || bits == 1, bits, type, span);
          case I32 -> inRange(bits == (int) bits, bits, type, span);
          case I64 -> bits;
          case F32 ->
              Float.floatToIntBits(
                  Float.intBitsToFloat((int) inRange(bits == (int) bits, bits, type, span)));
          case F64 -> Double.doubleToLongBits(Double.longBitsToDouble(bits));
          case I8, U8, I16, U16 ->
              throw new ModelException(
                  DiagnosticCode.INVALID_TYPE,
                  span,
                  "a literal cannot have the storage type " + type);
        };
  }

  private static long inRange(boolean isInRange, long bits, ScalarType type, Span span) {
    if (!isInRange) {
      throw new ModelException(
          DiagnosticCode.NUMBER_OUT_OF_RANGE, span, type + " cannot hold " + bits);
    }
    return bits;
  }

  /** Returns the value of a bool. */
  public boolean booleanValue() {
    return bits != 0;
  }

  /** Returns the value of an i32. */
  public int intValue() {
    return (int) bits;
  }

  /** Returns the value of an i32 or i64. */
  public long longValue() {
    return bits;
  }

  /** Returns the value of an f32. */
  public float floatValue() {
    return Float.intBitsToFloat((int) bits);
  }

  /** Returns the value of an f64. */
  public double doubleValue() {
    return Double.longBitsToDouble(bits);
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.empty();
  }

  @Override
  public int depth() {
    return 1;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
