package dev.luminar.testkit.random;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.StructValue;
import dev.luminar.testkit.value.Value;

/** Values at which programs are likely to be wrong, among ordinary ones. */
final class Constants {
  private final Choices choices;

  Constants(Choices choices) {
    this.choices = choices;
  }

  Expr literal(ScalarType type) {
    Scalar value = scalar(type);
    return new Literal(value.type(), value.bits(), dev.luminar.diag.Span.NONE);
  }

  Value value(ElementType type) {
    return switch (type) {
      case ScalarType scalar -> scalar(scalar.loaded());
      case StructType struct ->
          new StructValue(struct, struct.fields().collect(f -> scalar(f.type().loaded())));
    };
  }

  Scalar scalar(ScalarType type) {
    return switch (type) {
      case BOOL -> Scalar.bool(choices.percent(50));
      case I32 -> Scalar.i32((int) integer(32));
      case I64 -> Scalar.i64(integer(64));
      case F32 -> Scalar.f32(narrow());
      case F64 -> Scalar.f64(real());
      case I8, U8, I16, U16 -> throw new IllegalArgumentException("no value is a " + type);
    };
  }

  static Expr small(ScalarType type, long value) {
    return type == ScalarType.I32 ? Exprs.i32((int) value) : Exprs.i64(value);
  }

  private long integer(int width) {
    return switch (choices.weighted(50, 15, 10, 5, 5, 5, 5)) {
      case 0 -> choices.between(-3, 12);
      case 1 -> choices.between(-1000, 1000);
      case 2 -> choices.of(7L, 8L, 15L, 31L, 32L, 33L, 63L, 64L, 65L, 127L, 128L, 255L, 65_535L);
      case 3 -> width == 32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
      case 4 -> width == 32 ? Integer.MAX_VALUE : Long.MAX_VALUE;
      case 5 ->
          choices.of((long) Integer.MIN_VALUE - 1, Integer.MAX_VALUE + 1L, 1L << 53, -(1L << 31));
      default -> choices.bits();
    };
  }

  private double real() {
    return switch (choices.weighted(55, 20, 5, 4, 4, 4, 4, 4)) {
      case 0 -> choices.between(-16, 64) / 4.0;
      case 1 -> choices.between(-100_000, 100_000) / 1000.0;
      case 2 -> choices.of(0.0, -0.0);
      case 3 -> Double.NaN;
      case 4 -> choices.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
      case 5 -> choices.of(Double.MIN_VALUE, -Double.MIN_NORMAL, Double.MAX_VALUE, 1e-310);
      case 6 -> choices.of(2147483647.5, -2147483648.5, 9.3e18, -9.3e18, 0x1p53, 0x1p24, 1e40);
      default -> Double.longBitsToDouble(choices.bits());
    };
  }

  private float narrow() {
    return switch (choices.weighted(55, 20, 5, 4, 4, 4, 4, 4)) {
      case 0 -> choices.between(-16, 64) / 4.0f;
      case 1 -> choices.between(-100_000, 100_000) / 1000.0f;
      case 2 -> choices.of(0.0f, -0.0f);
      case 3 -> Float.NaN;
      case 4 -> choices.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
      case 5 -> choices.of(Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, 1e-42f);
      case 6 -> choices.of(2147483648f, -2147483904f, 9.3e18f, -9.3e18f, 0x1p24f, 0.1f);
      default -> Float.intBitsToFloat((int) choices.bits());
    };
  }
}
