package dev.luminar.plan;

import dev.luminar.model.type.ScalarType;
import java.util.OptionalInt;

/**
 * One reduction of a bare region.
 *
 * @param name its name in the source
 * @param type the scalar it reduces
 * @param operator how two values become one
 * @param combine for {@link Operator#USER} the routine of two parameters, which cannot fail
 * @param identityBits for all but {@link Operator#USER} the result when nothing was contributed, as
 *     raw bits ({@code f32} in the low 32); for a user-defined one the driver takes the value of
 *     the identity operand of {@code RunRegion}
 */
public record ReductionPlan(
    String name, ScalarType type, Operator operator, OptionalInt combine, long identityBits) {

  /** How two values become one. */
  public enum Operator {
    SUM,
    PRODUCT,
    MIN,
    MAX,
    AND,
    OR,
    XOR,
    USER
  }

  /**
   * Whether the result depends on the order of evaluation, so that it follows the published shape:
   * floating-point sums and products, and user-defined combines.
   */
  public boolean shaped() {
    return operator == Operator.USER
        || ((operator == Operator.SUM || operator == Operator.PRODUCT)
            && (type == ScalarType.F32 || type == ScalarType.F64));
  }

  /**
   * The value a lane or a partial starts from without being changed by it, as raw bits: the neutral
   * element under IEEE rules, which for a sum is -0.0 (0.0 would turn a sum of negative zeros into
   * +0.0). Not for {@link Operator#USER}, whose lanes carry a flag instead.
   */
  public long neutralBits() {
    if (operator == Operator.SUM && type == ScalarType.F64) {
      return Double.doubleToRawLongBits(-0.0);
    }
    if (operator == Operator.SUM && type == ScalarType.F32) {
      return Integer.toUnsignedLong(Float.floatToRawIntBits(-0.0f));
    }
    return identityBits;
  }
}
