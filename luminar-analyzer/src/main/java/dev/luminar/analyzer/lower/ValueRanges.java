package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.linear.Interval;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.FieldOf;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What integers lie between whose value is not known: small ones from memory, masks, remainders.
 */
final class ValueRanges {

  private ValueRanges() {}

  /** The range of an element or a field of a small type; null for others. */
  static @Nullable Interval stored(Expr load) {
    Type stored =
        switch (load) {
          case Element e when e.buffer().type() instanceof BufferType b -> b.element();
          case FieldOf f when f.struct().type() instanceof StructType s ->
              s.fields().get(s.indexOf(f.field())).type();
          default -> load.type();
        };
    return switch (stored) {
      case ScalarType.I8 -> Interval.between(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case ScalarType.U8 -> Interval.between(0, 0xFF);
      case ScalarType.I16 -> Interval.between(Short.MIN_VALUE, Short.MAX_VALUE);
      case ScalarType.U16 -> Interval.between(0, 0xFFFF);
      default -> null;
    };
  }

  /** The range of the result of an operation that is no polynomial; null where it is not known. */
  static @Nullable Interval of(
      BinaryOperator operator,
      ScalarType type,
      IndexFacts.@Nullable Form left,
      IndexFacts.@Nullable Form right) {
    return switch (operator) {
      case AND -> masked(left) != null ? masked(left) : masked(right);
      case REM -> remainder(left, right);
      case USHR -> shifted(type, right);
      default -> null;
    };
  }

  /** What passes through a mask that is not negative. */
  private static @Nullable Interval masked(IndexFacts.@Nullable Form mask) {
    BigInteger value = constant(mask);
    return value == null || value.signum() < 0 ? null : new Interval(BigInteger.ZERO, value);
  }

  private static @Nullable Interval remainder(
      IndexFacts.@Nullable Form left, IndexFacts.@Nullable Form right) {
    BigInteger divisor = constant(right);
    if (divisor == null || divisor.signum() == 0) {
      return null;
    }
    BigInteger most = divisor.abs().subtract(BigInteger.ONE);
    boolean isNotNegative =
        left != null && left.exactly().isEmpty() && left.value().least().signum() >= 0;
    return new Interval(isNotNegative ? BigInteger.ZERO : most.negate(), most);
  }

  private static @Nullable Interval shifted(ScalarType type, IndexFacts.@Nullable Form right) {
    BigInteger count = constant(right);
    int width = type == ScalarType.I32 ? Integer.SIZE : Long.SIZE;
    int by = count == null ? 0 : count.intValue() & (width - 1);
    BigInteger all = BigInteger.ONE.shiftLeft(width - by).subtract(BigInteger.ONE);
    return by == 0 ? null : new Interval(BigInteger.ZERO, all);
  }

  private static @Nullable BigInteger constant(IndexFacts.@Nullable Form form) {
    return form != null && form.value().isConstant() && form.exactly().isEmpty()
        ? form.value().constant()
        : null;
  }
}
