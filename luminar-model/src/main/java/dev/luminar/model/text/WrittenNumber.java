package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number as it is written: digits, and a suffix that is a type or a unit of time.
 *
 * @param digits the digits, without underscores
 * @param suffix what follows them
 * @param isFloat whether the digits have a fraction or an exponent
 */
record WrittenNumber(String digits, String suffix, boolean isFloat) {
  private static final int LENGTH_MAX = 1_000;

  static WrittenNumber of(Token token, Span span) {
    String text = token.text();
    if (text.length() > LENGTH_MAX) {
      throw outOfRange(span, "a number has at most " + LENGTH_MAX + " characters");
    }
    int end = text.startsWith("0x") ? hexEnd(text) : decimalEnd(text);
    String digits = text.substring(0, end).replace("_", "");
    boolean isFloat =
        !digits.startsWith("0x")
            && (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0);
    if (digits.equals("0x")) {
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.SYNTAX_ERROR, span, "expected hexadecimal digits behind 0x"));
    }
    return new WrittenNumber(digits, text.substring(end), isFloat);
  }

  private static int hexEnd(String text) {
    int end = 2;
    while (end < text.length()
        && (Character.digit(text.charAt(end), 16) >= 0 || text.charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private static int decimalEnd(String text) {
    int end = 0;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean isExponent =
          (c == 'e' || c == 'E')
              && end + 1 < text.length()
              && (text.charAt(end + 1) == '-'
                  || text.charAt(end + 1) == '+'
                  || Character.isDigit(text.charAt(end + 1)));
      if (isExponent) {
        end += 2;
      } else if (Character.isDigit(c) || c == '_' || c == '.') {
        end++;
      } else {
        break;
      }
    }
    return end;
  }

  /** The type that the suffix names; none without a suffix. */
  Optional<ScalarType> type(Span span) {
    if (suffix.isEmpty()) {
      return Optional.empty();
    }
    if (TimeUnitName.find(suffix).isPresent()) {
      return Optional.of(ScalarType.I64);
    }
    return switch (suffix) {
      case "i32" -> Optional.of(ScalarType.I32);
      case "i64" -> Optional.of(ScalarType.I64);
      case "f32" -> Optional.of(ScalarType.F32);
      case "f64" -> Optional.of(ScalarType.F64);
      default ->
          throw new SyntaxError(
              Diagnostic.error(
                      DiagnosticCode.SYNTAX_ERROR,
                      span,
                      "there is no suffix '" + clipped(suffix) + "' of numbers")
                  .withNote(
                      "there are i32, i64, f32 and f64, and the units of time ns, us, ms, s, min and h"));
    };
  }

  private static String clipped(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "..." : text;
  }

  /**
   * The type of a number without a suffix, where {@code needed} is the type that its place asks
   * for, if it does.
   */
  ScalarType typeFor(@Nullable Type needed) {
    if (needed instanceof ScalarType scalar
        && (scalar.isFloat() || (scalar.isInteger() && !isFloat))) {
      return scalar;
    }
    return isFloat ? ScalarType.F64 : ScalarType.I64;
  }

  Literal literal(ScalarType type, boolean isNegative, Span span) {
    String sign = isNegative ? "-" : "";
    return switch (type) {
      case I32 -> new Literal(type, integer(isNegative, 32, span), span);
      case I64 ->
          new Literal(
              type,
              TimeUnitName.find(suffix).isPresent()
                  ? nanos(isNegative, span)
                  : integer(isNegative, 64, span),
              span);
      case F32 -> {
        float value = Float.parseFloat(sign + decimal(span));
        yield new Literal(type, Float.floatToIntBits(finite(value, value, span)), span);
      }
      case F64 -> {
        double value = Double.parseDouble(sign + decimal(span));
        finite((float) 0, value, span);
        yield new Literal(type, Double.doubleToLongBits(value), span);
      }
      case BOOL, I8, U8, I16, U16 ->
          throw new IllegalStateException("no number has the type " + type);
    };
  }

  private String decimal(Span span) {
    return digits.startsWith("0x") ? integerValue(span).toString() : digits;
  }

  private static float finite(float value, double wide, Span span) {
    if (Double.isInfinite(wide)) {
      throw outOfRange(
          span, "the number is too large for its type; infinity is written f64.inf or f32.inf");
    }
    return value;
  }

  /** The value of an integer of so many bits; hexadecimal digits may set all of them. */
  long integer(boolean isNegative, int bits, Span span) {
    BigInteger magnitude = integerValue(span);
    BigInteger value = isNegative ? magnitude.negate() : magnitude;
    boolean isHex = digits.startsWith("0x");
    boolean isInRange = isHex && !isNegative ? value.bitLength() <= bits : value.bitLength() < bits;
    if (!isInRange) {
      throw outOfRange(
          span, (bits == 32 ? "i32" : "i64") + " cannot hold " + clipped(value.toString()));
    }
    return bits == 32 ? value.intValue() : value.longValue();
  }

  private BigInteger integerValue(Span span) {
    if (isFloat) {
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.TYPE_MISMATCH,
              span,
              "a number with a fraction or an exponent is no integer"));
    }
    return digits.startsWith("0x")
        ? new BigInteger(digits.substring(2), 16)
        : new BigInteger(digits);
  }

  /** The value with a unit of time, in nanoseconds. */
  long nanos(boolean isNegative, Span span) {
    long unit = TimeUnitName.find(suffix).orElseThrow().nanos();
    long count = integer(isNegative, 64, span);
    try {
      return Math.multiplyExact(count, unit);
    } catch (ArithmeticException tooLarge) {
      throw outOfRange(span, "the duration is above 2^63-1 ns");
    }
  }

  private static SyntaxError outOfRange(Span span, String message) {
    return new SyntaxError(Diagnostic.error(DiagnosticCode.NUMBER_OUT_OF_RANGE, span, message));
  }
}
