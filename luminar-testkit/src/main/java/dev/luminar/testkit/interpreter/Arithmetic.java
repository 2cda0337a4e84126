package dev.luminar.testkit.interpreter;

import dev.luminar.model.AtomicOperator;
import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.testkit.value.Scalar;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What the operators compute, apart from division by an integer zero, which the caller has
 * excluded.
 */
final class Arithmetic {
  private Arithmetic() {}

  static Scalar unary(UnaryOperator operator, Scalar a) {
    return switch (operator) {
      case NOT -> Scalar.bool(!a.asBool());
      case COMPLEMENT -> new Scalar(a.type(), ~a.asLong());
      case NEG ->
          switch (a.type()) {
            case F32 -> Scalar.f32(-a.asFloat());
            case F64 -> Scalar.f64(-a.asDouble());
            default -> new Scalar(a.type(), -a.asLong());
          };
    };
  }

  static Scalar binary(BinaryOperator operator, Scalar a, Scalar b) {
    return switch (a.type()) {
      case BOOL -> bool(operator, a.asBool(), b.asBool());
      case I32 -> i32(operator, a.asInt(), b.asInt());
      case I64 -> i64(operator, a.asLong(), b.asLong());
      case F32 -> f32(operator, a.asFloat(), b.asFloat());
      case F64 -> f64(operator, a.asDouble(), b.asDouble());
      case I8, U8, I16, U16 -> throw new AssertionError(a.type());
    };
  }

  private static Scalar bool(BinaryOperator operator, boolean a, boolean b) {
    return switch (operator) {
      case EQ -> Scalar.bool(a == b);
      case NE -> Scalar.bool(a != b);
      default -> throw new AssertionError(operator);
    };
  }

  private static Scalar i32(BinaryOperator operator, int a, int b) {
    return switch (operator) {
      case ADD -> Scalar.i32(a + b);
      case SUB -> Scalar.i32(a - b);
      case MUL -> Scalar.i32(a * b);
      case DIV -> Scalar.i32(a / b);
      case REM -> Scalar.i32(a % b);
      case AND -> Scalar.i32(a & b);
      case OR -> Scalar.i32(a | b);
      case XOR -> Scalar.i32(a ^ b);
      case SHL -> Scalar.i32(a << b);
      case SHR -> Scalar.i32(a >> b);
      case USHR -> Scalar.i32(a >>> b);
      case EQ -> Scalar.bool(a == b);
      case NE -> Scalar.bool(a != b);
      case LT -> Scalar.bool(a < b);
      case LE -> Scalar.bool(a <= b);
      case GT -> Scalar.bool(a > b);
      case GE -> Scalar.bool(a >= b);
      case LOGICAL_AND, LOGICAL_OR -> throw new AssertionError(operator);
    };
  }

  private static Scalar i64(BinaryOperator operator, long a, long b) {
    return switch (operator) {
      case ADD -> Scalar.i64(a + b);
      case SUB -> Scalar.i64(a - b);
      case MUL -> Scalar.i64(a * b);
      case DIV -> Scalar.i64(a / b);
      case REM -> Scalar.i64(a % b);
      case AND -> Scalar.i64(a & b);
      case OR -> Scalar.i64(a | b);
      case XOR -> Scalar.i64(a ^ b);
      case SHL -> Scalar.i64(a << b);
      case SHR -> Scalar.i64(a >> b);
      case USHR -> Scalar.i64(a >>> b);
      case EQ -> Scalar.bool(a == b);
      case NE -> Scalar.bool(a != b);
      case LT -> Scalar.bool(a < b);
      case LE -> Scalar.bool(a <= b);
      case GT -> Scalar.bool(a > b);
      case GE -> Scalar.bool(a >= b);
      case LOGICAL_AND, LOGICAL_OR -> throw new AssertionError(operator);
    };
  }

  private static Scalar f32(BinaryOperator operator, float a, float b) {
    return switch (operator) {
      case ADD -> Scalar.f32(a + b);
      case SUB -> Scalar.f32(a - b);
      case MUL -> Scalar.f32(a * b);
      case DIV -> Scalar.f32(a / b);
      case REM -> Scalar.f32(a % b);
      case EQ -> Scalar.bool(a == b);
      case NE -> Scalar.bool(a != b);
      case LT -> Scalar.bool(a < b);
      case LE -> Scalar.bool(a <= b);
      case GT -> Scalar.bool(a > b);
      case GE -> Scalar.bool(a >= b);
      default -> throw new AssertionError(operator);
    };
  }

  private static Scalar f64(BinaryOperator operator, double a, double b) {
    return switch (operator) {
      case ADD -> Scalar.f64(a + b);
      case SUB -> Scalar.f64(a - b);
      case MUL -> Scalar.f64(a * b);
      case DIV -> Scalar.f64(a / b);
      case REM -> Scalar.f64(a % b);
      case EQ -> Scalar.bool(a == b);
      case NE -> Scalar.bool(a != b);
      case LT -> Scalar.bool(a < b);
      case LE -> Scalar.bool(a <= b);
      case GT -> Scalar.bool(a > b);
      case GE -> Scalar.bool(a >= b);
      default -> throw new AssertionError(operator);
    };
  }

  /**
   * Integers wrap, floats round to nearest, float to integer saturates and sends NaN to 0: Java's
   * casts.
   */
  static Scalar convert(ScalarType to, Scalar a) {
    return switch (to) {
      case I32 ->
          switch (a.type()) {
            case F32 -> Scalar.i32((int) a.asFloat());
            case F64 -> Scalar.i32((int) a.asDouble());
            default -> Scalar.i32((int) a.asLong());
          };
      case I64 ->
          switch (a.type()) {
            case F32 -> Scalar.i64((long) a.asFloat());
            case F64 -> Scalar.i64((long) a.asDouble());
            default -> Scalar.i64(a.asLong());
          };
      case F32 ->
          switch (a.type()) {
            case F32 -> a;
            case F64 -> Scalar.f32((float) a.asDouble());
            default -> Scalar.f32((float) a.asLong());
          };
      case F64 ->
          switch (a.type()) {
            case F32 -> Scalar.f64(a.asFloat());
            case F64 -> a;
            default -> Scalar.f64((double) a.asLong());
          };
      default -> throw new AssertionError(to);
    };
  }

  /**
   * A function of values of one type. A float that is no f64 is computed in f64 and rounded, which
   * is exact for the exact ones.
   */
  static Scalar intrinsic(IntrinsicFunction function, ImmutableList<Scalar> a) {
    Scalar first = a.get(0);
    return switch (first.type()) {
      case I32, I64 -> integer(function, a);
      case F32 ->
          function == IntrinsicFunction.FMA
              ? Scalar.f32(Math.fma(first.asFloat(), a.get(1).asFloat(), a.get(2).asFloat()))
              : Scalar.f32(
                  (float)
                      real(function, first.asFloat(), a.size() > 1 ? a.get(1).asFloat() : 0, 0));
      case F64 ->
          Scalar.f64(
              real(
                  function,
                  first.asDouble(),
                  a.size() > 1 ? a.get(1).asDouble() : 0,
                  a.size() > 2 ? a.get(2).asDouble() : 0));
      default -> throw new AssertionError(first.type());
    };
  }

  private static Scalar integer(IntrinsicFunction function, ImmutableList<Scalar> a) {
    long x = a.get(0).asLong();
    return new Scalar(
        a.get(0).type(),
        switch (function) {
          case ABS -> x < 0 ? -x : x;
          case MIN -> Math.min(x, a.get(1).asLong());
          case MAX -> Math.max(x, a.get(1).asLong());
          default -> throw new AssertionError(function);
        });
  }

  private static double real(IntrinsicFunction function, double a, double b, double c) {
    return switch (function) {
      case SQRT -> Math.sqrt(a);
      case ABS -> Math.abs(a);
      case FLOOR -> Math.floor(a);
      case CEIL -> Math.ceil(a);
      case RINT -> Math.rint(a);
      case TRUNC -> a < 0 ? Math.ceil(a) : Math.floor(a);
      case FMA -> Math.fma(a, b, c);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case COPYSIGN -> StrictMath.copySign(a, b);
      case SIN -> Math.sin(a);
      case COS -> Math.cos(a);
      case TAN -> Math.tan(a);
      case ASIN -> Math.asin(a);
      case ACOS -> Math.acos(a);
      case ATAN -> Math.atan(a);
      case ATAN2 -> Math.atan2(a, b);
      case SINH -> Math.sinh(a);
      case COSH -> Math.cosh(a);
      case TANH -> Math.tanh(a);
      case EXP -> Math.exp(a);
      case EXPM1 -> Math.expm1(a);
      case LOG -> Math.log(a);
      case LOG1P -> Math.log1p(a);
      case LOG10 -> Math.log10(a);
      case POW -> Math.pow(a, b);
      case CBRT -> Math.cbrt(a);
      case HYPOT -> Math.hypot(a, b);
    };
  }

  /** Two values of a reduction become one. */
  static Scalar combine(BuiltinCombine combine, Scalar a, Scalar b) {
    return switch (combine) {
      case SUM -> binary(BinaryOperator.ADD, a, b);
      case PRODUCT -> binary(BinaryOperator.MUL, a, b);
      case MIN -> least(a, b);
      case MAX -> greatest(a, b);
      case AND -> new Scalar(a.type(), a.bits() & b.bits());
      case OR -> new Scalar(a.type(), a.bits() | b.bits());
      case XOR -> new Scalar(a.type(), a.bits() ^ b.bits());
    };
  }

  /** The value of a reduction to which nothing was contributed. */
  static Scalar identity(BuiltinCombine combine, ScalarType type) {
    return switch (combine) {
      case SUM, OR, XOR -> Scalar.zero(type);
      case PRODUCT ->
          type == ScalarType.F32
              ? Scalar.f32(1)
              : type == ScalarType.F64 ? Scalar.f64(1) : new Scalar(type, 1);
      case AND -> new Scalar(type, -1);
      case MIN ->
          switch (type) {
            case I32 -> Scalar.i32(Integer.MAX_VALUE);
            case I64 -> Scalar.i64(Long.MAX_VALUE);
            case F32 -> Scalar.f32(Float.POSITIVE_INFINITY);
            default -> Scalar.f64(Double.POSITIVE_INFINITY);
          };
      case MAX ->
          switch (type) {
            case I32 -> Scalar.i32(Integer.MIN_VALUE);
            case I64 -> Scalar.i64(Long.MIN_VALUE);
            case F32 -> Scalar.f32(Float.NEGATIVE_INFINITY);
            default -> Scalar.f64(Double.NEGATIVE_INFINITY);
          };
    };
  }

  /** What an atomic change leaves in its place. */
  static Scalar atomic(AtomicOperator operator, Scalar old, Scalar operand) {
    return switch (operator) {
      case EXCHANGE -> operand;
      case ADD -> binary(BinaryOperator.ADD, old, operand);
      case SUB -> binary(BinaryOperator.SUB, old, operand);
      case AND -> new Scalar(old.type(), old.bits() & operand.bits());
      case OR -> new Scalar(old.type(), old.bits() | operand.bits());
      case XOR -> new Scalar(old.type(), old.bits() ^ operand.bits());
      case MIN -> least(old, operand);
      case MAX -> greatest(old, operand);
    };
  }

  private static Scalar least(Scalar a, Scalar b) {
    return switch (a.type()) {
      case F32 -> Scalar.f32(Math.min(a.asFloat(), b.asFloat()));
      case F64 -> Scalar.f64(Math.min(a.asDouble(), b.asDouble()));
      default -> a.asLong() <= b.asLong() ? a : b;
    };
  }

  private static Scalar greatest(Scalar a, Scalar b) {
    return switch (a.type()) {
      case F32 -> Scalar.f32(Math.max(a.asFloat(), b.asFloat()));
      case F64 -> Scalar.f64(Math.max(a.asDouble(), b.asDouble()));
      default -> a.asLong() >= b.asLong() ? a : b;
    };
  }
}
