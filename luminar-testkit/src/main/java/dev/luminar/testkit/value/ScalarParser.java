package dev.luminar.testkit.value;

import dev.luminar.model.type.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** Reads scalars whose type is known. */
final class ScalarParser {
  private ScalarParser() {}

  /**
   * Reads a value of {@code type}; one of a storage type comes back as {@code i32}, and must fit
   * the storage type.
   */
  static Scalar parse(ValueCursor cursor, ScalarType type) {
    int mark = cursor.mark();
    String token = cursor.token().toLowerCase(Locale.ROOT);
    try {
      return switch (type) {
        case BOOL -> bool(token);
        case I8, U8, I16, U16, I32, I64 -> integer(token, type);
        case F32 -> f32(token);
        case F64 -> f64(token);
      };
    } catch (NumberFormatException e) {
      cursor.reset(mark);
      throw cursor.failure("a value of type " + type);
    }
  }

  private static Scalar bool(String token) {
    return switch (token) {
      case "true", "1" -> Scalar.TRUE;
      case "false", "0" -> Scalar.FALSE;
      default -> throw new NumberFormatException(token);
    };
  }

  private static Scalar integer(String token, ScalarType type) {
    int bits = type.bytes() * 8;
    BigInteger least =
        type == ScalarType.U8 || type == ScalarType.U16
            ? BigInteger.ZERO
            : BigInteger.ONE.shiftLeft(bits - 1).negate();
    BigInteger most = least.add(BigInteger.ONE.shiftLeft(bits)).subtract(BigInteger.ONE);
    BigInteger value =
        switch (token) {
          case "min", "i32.min", "i64.min" -> least;
          case "max", "i32.max", "i64.max" -> most;
          default -> wholeNumber(withoutSuffix(token, type.loaded()));
        };
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new NumberFormatException(token);
    }
    return new Scalar(type.loaded(), value.longValue());
  }

  private static BigInteger wholeNumber(String token) {
    String digits = token.replace("_", "");
    boolean isNegative = digits.startsWith("-");
    String plain = isNegative ? digits.substring(1) : digits;
    BigInteger value =
        plain.startsWith("0x") ? new BigInteger(plain.substring(2), 16) : new BigInteger(plain);
    return isNegative ? value.negate() : value;
  }

  private static Scalar f64(String token) {
    return switch (token) {
      case "nan", "f64.nan" -> Scalar.f64(Double.NaN);
      case "inf", "f64.inf" -> Scalar.f64(Double.POSITIVE_INFINITY);
      case "-inf", "-f64.inf" -> Scalar.f64(Double.NEGATIVE_INFINITY);
      case "max", "f64.max" -> Scalar.f64(Double.MAX_VALUE);
      case "min", "f64.min" -> Scalar.f64(Double.MIN_VALUE);
      default -> Scalar.f64(Double.parseDouble(decimal(withoutSuffix(token, ScalarType.F64))));
    };
  }

  private static Scalar f32(String token) {
    return switch (token) {
      case "nan", "f32.nan" -> Scalar.f32(Float.NaN);
      case "inf", "f32.inf" -> Scalar.f32(Float.POSITIVE_INFINITY);
      case "-inf", "-f32.inf" -> Scalar.f32(Float.NEGATIVE_INFINITY);
      case "max", "f32.max" -> Scalar.f32(Float.MAX_VALUE);
      case "min", "f32.min" -> Scalar.f32(Float.MIN_VALUE);
      default -> Scalar.f32(Float.parseFloat(decimal(withoutSuffix(token, ScalarType.F32))));
    };
  }

  /** Java's own parsers would take suffixes and names that are none of ours. */
  private static String decimal(String token) {
    String digits = token.replace("_", "");
    if (digits.startsWith("0x") || digits.startsWith("-0x")) {
      return digits;
    }
    new BigDecimal(digits);
    return digits;
  }

  private static String withoutSuffix(String token, ScalarType type) {
    String suffix = type.toString();
    boolean isHex = token.contains("0x");
    return token.endsWith(suffix) && !(isHex && suffix.startsWith("f"))
        ? token.substring(0, token.length() - suffix.length())
        : token;
  }
}
