package dev.luminar.emit.bytecode;

import dev.luminar.plan.Entry;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * Prints the public methods of a function that the host may call. They have the name of the
 * function's routine and come in these forms: buffers as whole arrays, buffers as array, offset and
 * length; each without and, if the function collects, with a list of error records at the end. A
 * program with externs takes the object that implements them in front.
 */
final class EntryWriter {
  private static final Type LIST = Type.getObjectType("java/util/List");

  private final ProgramLayout layout;
  private final Entry entry;
  private final String name;
  private final Routine routine;
  private final ClassVisitor out;
  private final boolean takesExterns;

  EntryWriter(ProgramLayout layout, int number, ClassVisitor out) {
    this.layout = layout;
    this.entry = layout.plan().entries().get(number);
    this.name = layout.entry(number);
    this.routine = layout.plan().routines().get(entry.routine());
    this.out = out;
    this.takesExterns = takesExterns(layout);
  }

  /** Whether entries of a program take the externs. */
  static boolean takesExterns(ProgramLayout layout) {
    return layout.plan().externs().notEmpty();
  }

  void write() {
    boolean hasBuffers = routine.params().anySatisfy(p -> Places.isBuffer(p.type()));
    if (!isRoutineItself(layout, routine, name)) {
      method(false, false);
      if (entry.collects()) {
        method(false, true);
      }
    }
    if (hasBuffers) {
      method(true, false);
      if (entry.collects()) {
        method(true, true);
      }
    }
  }

  /**
   * Whether the routine's own method is the form with ranges: then it is public, and needs no
   * other.
   */
  static boolean isRoutineItself(ProgramLayout layout, Routine routine, String entry) {
    return !routine.usesContext()
        && !takesExterns(layout)
        && layout.method(routine.id()).equals(entry);
  }

  /** The descriptor of a form. */
  static String descriptor(
      ProgramLayout layout, Routine routine, boolean asArrays, boolean withList) {
    StringBuilder descriptor = new StringBuilder("(");
    if (takesExterns(layout)) {
      descriptor.append(layout.externsType().getDescriptor());
    }
    for (Local param : routine.params()) {
      if (param.type() instanceof PlanType.Scalar s) {
        descriptor.append(JvmTypes.field(s.kind()).getDescriptor());
        continue;
      }
      Type[] parts = layout.types().parts(param.type());
      for (int i = 0; i < (asArrays ? 1 : parts.length); i++) {
        descriptor.append(parts[i].getDescriptor());
      }
    }
    if (withList) {
      descriptor.append(LIST.getDescriptor());
    }
    String text = descriptor.append(')').append(layout.hostResult(routine.result())).toString();
    if (Type.getArgumentsAndReturnSizes(text) >> 2 > 255) {
      throw ProgramLayout.tooMany(routine);
    }
    return text;
  }

  private void method(boolean asArrays, boolean withList) {
    String list = "Ljava/util/List<-" + layout.support("Failure").getDescriptor() + ">;";
    String descriptor = descriptor(layout, routine, asArrays, withList);
    String signature = withList ? descriptor.replace(LIST.getDescriptor() + ")", list + ")") : null;
    var visitor =
        out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, signature, null);
    InstructionAdapter code = new InstructionAdapter(visitor);
    code.visitCode();
    Label start = new Label();
    code.visitLabel(start);
    if (routine.span().isKnown()) {
      code.visitLineNumber(Math.min(routine.span().line(), 0xFFFF), start);
    }
    // The size of the arguments counts a receiver, which a static method has not.
    int context = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1;
    if (routine.usesContext()) {
      context(code, context);
    }
    Label from = new Label();
    Label to = new Label();
    Label thrown = new Label();
    if (entry.needsRuntime()) {
      code.visitTryCatchBlock(from, to, thrown, null);
    }
    code.mark(from);
    arguments(code, asArrays, context);
    code.invokestatic(
        layout.owner(routine.id()), layout.method(routine.id()), layout.descriptor(routine), false);
    code.mark(to);
    if (entry.needsRuntime()) {
      leave(code, context);
    }
    if (routine.usesContext()) {
      finish(code, context, withList ? context - 1 : -1);
    }
    code.areturn(layout.types().single(routine.result()));
    if (entry.needsRuntime()) {
      code.mark(thrown);
      leave(code, context);
      code.athrow();
    }
    Label end = new Label();
    code.visitLabel(end);
    describe(code, asArrays, withList, start, end);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void context(InstructionAdapter code, int slot) {
    code.anew(layout.context());
    code.dup();
    if (takesExterns) {
      code.load(0, JvmTypes.OBJECT);
      code.invokestatic(
          "java/util/Objects", "requireNonNull", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
    } else {
      code.aconst(null);
    }
    code.invokespecial(
        layout.context().getInternalName(), "<init>", "(Ljava/lang/Object;)V", false);
    code.store(slot, JvmTypes.OBJECT);
  }

  private void arguments(InstructionAdapter code, boolean asArrays, int context) {
    if (routine.usesContext()) {
      code.load(context, JvmTypes.OBJECT);
    }
    int slot = takesExterns ? 1 : 0;
    for (Local param : routine.params()) {
      Type[] parts = layout.types().parts(param.type());
      if (asArrays && param.type() instanceof PlanType.Buffer buffer) {
        code.load(slot, JvmTypes.OBJECT);
        code.iconst(0);
        code.load(slot, JvmTypes.OBJECT);
        length(code, layout.types().stride(buffer));
        slot++;
        continue;
      }
      for (Type part : parts) {
        code.load(slot, part);
        slot += part.getSize();
      }
    }
  }

  private void length(InstructionAdapter code, int stride) {
    if (stride == 1) {
      code.arraylength();
    } else {
      code.iconst(stride);
      code.invokestatic(layout.support("Storage").getInternalName(), "elements", "([BI)I", false);
    }
  }

  /** Leaves the runtime's call; what is on the stack stays there. */
  private void leave(InstructionAdapter code, int context) {
    code.load(context, JvmTypes.OBJECT);
    code.invokevirtual(layout.context().getInternalName(), "leave", "()V", false);
  }

  /** Hands out or throws what the call left; the result stays on the stack below. */
  private void finish(InstructionAdapter code, int context, int list) {
    code.load(context, JvmTypes.OBJECT);
    if (list >= 0) {
      code.load(list, JvmTypes.OBJECT);
    } else {
      code.aconst(null);
    }
    code.invokevirtual(layout.context().getInternalName(), "finish", "(Ljava/util/List;)V", false);
  }

  private void describe(
      InstructionAdapter code, boolean asArrays, boolean withList, Label start, Label end) {
    int slot = 0;
    if (takesExterns) {
      code.visitLocalVariable(
          "externs", layout.externsType().getDescriptor(), null, start, end, slot++);
    }
    JvmNames names = new JvmNames();
    for (Local param : routine.params()) {
      Type[] parts = layout.types().parts(param.type());
      String name = names.unique(param.name());
      for (int i = 0; i < (asArrays ? 1 : parts.length); i++) {
        code.visitLocalVariable(
            Places.part(name, i), parts[i].getDescriptor(), null, start, end, slot);
        slot += parts[i].getSize();
      }
    }
    if (withList) {
      code.visitLocalVariable("errors", LIST.getDescriptor(), null, start, end, slot);
    }
  }
}
