package dev.luminar.emit.bytecode;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.code.Val;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints conditions as jumps. */
final class Conditions {
  private final Values values;
  private final InstructionAdapter code;

  Conditions(Values values, InstructionAdapter code) {
    this.values = values;
    this.code = code;
  }

  /** Jumps to a label if a condition has the value {@code when}; else goes on. */
  void jump(Val condition, boolean when, Label target) {
    switch (condition) {
      case Val.Const c -> {
        if ((c.bits() != 0) == when) {
          code.goTo(target);
        }
      }
      case Val.Unary u when u.op() == UnaryOperator.NOT -> jump(u.operand(), !when, target);
      case Val.Binary b when b.op().isShortCircuit() -> shortCircuit(b, when, target);
      case Val.Binary b when b.op().isComparison() -> compare(b, when, target);
      case Val.OutOfRange o -> {
        outOfRange(o);
        code.visitJumpInsn(when ? Opcodes.IFGE : Opcodes.IFLT, target);
      }
      default -> {
        values.push(condition);
        code.visitJumpInsn(when ? Opcodes.IFNE : Opcodes.IFEQ, target);
      }
    }
  }

  private void shortCircuit(Val.Binary binary, boolean when, Label target) {
    boolean isDecidedByOne = (binary.op() == BinaryOperator.LOGICAL_OR) == when;
    if (isDecidedByOne) {
      jump(binary.left(), when, target);
      jump(binary.right(), when, target);
    } else {
      Label skip = new Label();
      jump(binary.left(), !when, skip);
      jump(binary.right(), when, target);
      code.mark(skip);
    }
  }

  /** One unsigned comparison: a negative index is larger than any length. */
  private void outOfRange(Val.OutOfRange check) {
    if (isInt(check.index()) && isInt(check.length())) {
      values.int32(check.index());
      values.int32(check.length());
      code.invokestatic("java/lang/Integer", "compareUnsigned", "(II)I", false);
    } else {
      values.push(check.index());
      values.push(check.length());
      code.invokestatic("java/lang/Long", "compareUnsigned", "(JJ)I", false);
    }
  }

  /** Whether a value of type i64 is known to fit into 32 bits. */
  private static boolean isInt(Val value) {
    return switch (value) {
      case Val.Const c -> c.kind() == ScalarType.I64 && c.bits() == (int) c.bits();
      case Val.Length l -> true;
      case Val.Convert c -> c.from() == ScalarType.I32 && c.to() == ScalarType.I64;
      default -> false;
    };
  }

  private void compare(Val.Binary binary, boolean when, Label target) {
    BinaryOperator op = binary.op();
    switch (binary.kind()) {
      case F32, F64 -> {
        values.push(binary.left());
        values.push(binary.right());
        Type type = JvmTypes.scalar(binary.kind());
        // NaN must make the comparison false, so it counts as large where small is asked for.
        if (op == BinaryOperator.LT || op == BinaryOperator.LE) {
          code.cmpg(type);
        } else {
          code.cmpl(type);
        }
        code.visitJumpInsn(zeroOpcode(op, when), target);
      }
      case I64 -> {
        if (isInt(binary.left()) && isInt(binary.right())) {
          ints(binary, when, target);
        } else {
          values.push(binary.left());
          values.push(binary.right());
          code.lcmp();
          code.visitJumpInsn(zeroOpcode(op, when), target);
        }
      }
      default -> ints(binary, when, target);
    }
  }

  private void ints(Val.Binary binary, boolean when, Label target) {
    values.int32(binary.left());
    if (binary.right() instanceof Val.Const c && c.bits() == 0) {
      code.visitJumpInsn(zeroOpcode(binary.op(), when), target);
      return;
    }
    values.int32(binary.right());
    int distance = Opcodes.IF_ICMPEQ - Opcodes.IFEQ;
    code.visitJumpInsn(zeroOpcode(binary.op(), when) + distance, target);
  }

  private static int zeroOpcode(BinaryOperator op, boolean when) {
    return switch (op) {
      case EQ -> when ? Opcodes.IFEQ : Opcodes.IFNE;
      case NE -> when ? Opcodes.IFNE : Opcodes.IFEQ;
      case LT -> when ? Opcodes.IFLT : Opcodes.IFGE;
      case GE -> when ? Opcodes.IFGE : Opcodes.IFLT;
      case GT -> when ? Opcodes.IFGT : Opcodes.IFLE;
      case LE -> when ? Opcodes.IFLE : Opcodes.IFGT;
      default -> throw new IllegalArgumentException(op.toString());
    };
  }
}
