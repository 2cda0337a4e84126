package dev.luminar.emit.bytecode;

import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.code.Val;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints mathematical functions and conversions. Java's are exact wherever the language's are. */
final class Functions {
  private static final String MATH = "java/lang/Math";

  private final ProgramLayout layout;
  private final Values values;
  private final InstructionAdapter code;

  Functions(ProgramLayout layout, Values values, InstructionAdapter code) {
    this.layout = layout;
    this.values = values;
    this.code = code;
  }

  void push(Val.Math math) {
    Type type = JvmTypes.scalar(math.kind());
    switch (math.function()) {
      case ABS, MIN, MAX, FMA -> {
        math.args().each(values::push);
        call(MATH, math.function().symbol(), type, type, math.args().size());
      }
      case TRUNC, COPYSIGN -> {
        math.args().each(values::push);
        String name = math.function() == IntrinsicFunction.TRUNC ? "trunc" : "copySign";
        call(layout.support("Numbers").getInternalName(), name, type, type, math.args().size());
      }
      default -> {
        // An f32 is computed in f64 and rounded: exact for sqrt and the roundings, an ulp for the
        // rest.
        for (Val arg : math.args()) {
          values.push(arg);
          code.cast(type, Type.DOUBLE_TYPE);
        }
        call(
            MATH, math.function().symbol(), Type.DOUBLE_TYPE, Type.DOUBLE_TYPE, math.args().size());
        code.cast(Type.DOUBLE_TYPE, type);
      }
    }
  }

  private void call(String owner, String name, Type argument, Type result, int count) {
    String descriptor = "(" + argument.getDescriptor().repeat(count) + ")" + result.getDescriptor();
    code.invokestatic(owner, name, descriptor, false);
  }

  void convert(Val.Convert convert) {
    ScalarType from = convert.from();
    ScalarType to = convert.to();
    if (from == ScalarType.I64 && to == ScalarType.I32) {
      values.int32(convert.operand());
      return;
    }
    values.push(convert.operand());
    if (to == ScalarType.BOOL && from != ScalarType.BOOL) {
      isNotZero(from);
    } else {
      code.cast(JvmTypes.scalar(from), JvmTypes.scalar(to));
    }
  }

  private void isNotZero(ScalarType from) {
    Label isTrue = new Label();
    Label end = new Label();
    if (from == ScalarType.I64) {
      code.lconst(0);
      code.lcmp();
    }
    code.ifne(isTrue);
    code.iconst(0);
    code.goTo(end);
    code.mark(isTrue);
    code.iconst(1);
    code.mark(end);
  }
}
