package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.ScalarType;
import java.util.OptionalInt;

/**
 * One reduction of a bare region to one value. (Those over arrays are written out in the chunk
 * routine and around the region.)
 *
 * @param name of the reduction
 * @param type the value's type: a value scalar, or with {@link Operator#USER} also a struct
 * @param operator how two values become one
 * @param isUnordered whether the user gave the shape up
 * @param combine for {@link Operator#USER} the routine of two parameters, which cannot fail
 * @param identityBits for all but {@link Operator#USER} the result when nothing was contributed, as
 *     raw bits ({@code f32} in the low 32); for a user-defined one the driver takes the value of
 *     the identity operand of {@code RunRegion}
 */
public record ReductionPlan(
    String name,
    PlanType type,
    Operator operator,
    boolean isUnordered,
    OptionalInt combine,
    long identityBits) {

  /** Checks the components. */
  public ReductionPlan {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(operator, "operator");
    requireNonNull(combine, "combine");
  }

  /** A reduction of scalars that keeps its shape. */
  public ReductionPlan(
      String name, ScalarType type, Operator operator, OptionalInt combine, long identityBits) {
    this(
        name,
        new PlanType.Scalar(requireNonNull(type, "type")),
        operator,
        false,
        combine,
        identityBits);
  }

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

  /** The type of a value that is no struct. */
  public ScalarType scalar() {
    return ((PlanType.Scalar) type).kind();
  }

  /**
   * Whether the result depends on the order of evaluation and may not, so that it follows the
   * published shape: floating-point sums and products, and user-defined combines. (A combine of the
   * user that is unordered follows the shape too: that is one of the orders it may have.)
   */
  public boolean shaped() {
    return operator == Operator.USER || (isInexact() && !isUnordered);
  }

  /** Whether the bits of the result depend on the order of evaluation: sums, products of floats. */
  public boolean isInexact() {
    return (operator == Operator.SUM || operator == Operator.PRODUCT)
        && (is(ScalarType.F32) || is(ScalarType.F64));
  }

  private boolean is(ScalarType kind) {
    return type instanceof PlanType.Scalar s && s.kind() == kind;
  }

  /**
   * The value a lane or a partial starts from without being changed by it, as raw bits: the neutral
   * element under IEEE rules, which for a sum is -0.0 (0.0 would turn a sum of negative zeros into
   * +0.0). Not for {@link Operator#USER}, whose lanes carry a flag instead.
   */
  public long neutralBits() {
    if (operator == Operator.SUM && is(ScalarType.F64)) {
      return Double.doubleToRawLongBits(-0.0);
    }
    if (operator == Operator.SUM && is(ScalarType.F32)) {
      return Integer.toUnsignedLong(Float.floatToRawIntBits(-0.0f));
    }
    return identityBits;
  }
}
