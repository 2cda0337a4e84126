package dev.luminar.emit.c;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Val;
import java.util.Optional;

/** Comparisons whose outcome the types tell, about which compilers would warn. */
final class Comparisons {
  private Comparisons() {}

  /** The outcome of a comparison of integers or bools, if it is the same for all values. */
  static Optional<Boolean> known(Val.Binary binary, boolean isSame) {
    if (!binary.op().isComparison()
        || binary.kind() == ScalarType.F32
        || binary.kind() == ScalarType.F64) {
      return Optional.empty();
    }
    BinaryOperator op = binary.op();
    if (isSame) {
      return Optional.of(
          op == BinaryOperator.EQ || op == BinaryOperator.LE || op == BinaryOperator.GE);
    }
    if (binary.kind() == ScalarType.BOOL) {
      return Optional.empty();
    }
    if (binary.right() instanceof Val.Const c) {
      return against(op, stored(binary.left(), binary.kind()), c.bits());
    }
    if (binary.left() instanceof Val.Const c) {
      return against(mirrored(op), stored(binary.right(), binary.kind()), c.bits());
    }
    return Optional.empty();
  }

  /** The type in memory of what {@code value} loads, else its own. */
  private static ScalarType stored(Val value, ScalarType kind) {
    return switch (value) {
      case Val.Field field -> field.kind();
      case Val.Load load
          when ((PlanType.Buffer) load.buffer().type()).element()
              instanceof PlanType.Scalar scalar ->
          scalar.kind();
      default -> kind;
    };
  }

  private static Optional<Boolean> against(BinaryOperator op, ScalarType kind, long constant) {
    long least =
        switch (kind) {
          case I8 -> Byte.MIN_VALUE;
          case I16 -> Short.MIN_VALUE;
          case I32 -> Integer.MIN_VALUE;
          case I64 -> Long.MIN_VALUE;
          default -> 0;
        };
    long most =
        switch (kind) {
          case I8 -> Byte.MAX_VALUE;
          case U8 -> 0xff;
          case I16 -> Short.MAX_VALUE;
          case U16 -> 0xffff;
          case I32 -> Integer.MAX_VALUE;
          default -> Long.MAX_VALUE;
        };
    return switch (op) {
      case LT -> constant > most ? Optional.of(true) : when(constant <= least, false);
      case LE -> constant >= most ? Optional.of(true) : when(constant < least, false);
      case GT -> constant < least ? Optional.of(true) : when(constant >= most, false);
      case GE -> constant <= least ? Optional.of(true) : when(constant > most, false);
      case EQ -> when(constant < least || constant > most, false);
      case NE -> when(constant < least || constant > most, true);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> when(boolean condition, boolean outcome) {
    return condition ? Optional.of(outcome) : Optional.empty();
  }

  private static BinaryOperator mirrored(BinaryOperator op) {
    return switch (op) {
      case LT -> BinaryOperator.GT;
      case LE -> BinaryOperator.GE;
      case GT -> BinaryOperator.LT;
      case GE -> BinaryOperator.LE;
      default -> op;
    };
  }
}
