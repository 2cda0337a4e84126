package dev.luminar.emit.bytecode;

import dev.luminar.diag.Span;
import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Routine;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * Prints the frame class of a STEP routine: typed fields, and a step that begins with a switch over
 * the number of the suspension point that it goes on from.
 */
final class FrameWriter {
  /** Step.DONE of the runtime. */
  static final int DONE = 0;

  private static final String FRAME = "Ldev/luminar/runtime/hook/Frame;";
  private static final int TASK_SLOT = 1;
  private static final int CONTEXT_SLOT = 3;

  private final ProgramLayout layout;
  private final Routine routine;
  private final FrameLayout frame;
  private final String name;

  FrameWriter(ProgramLayout layout, Routine routine) {
    this.layout = layout;
    this.routine = routine;
    this.frame = routine.frame().orElseThrow();
    this.name = layout.owner(routine.id());
  }

  /** The number of STEP slots that are not locals of the plan: this, task, event, context. */
  private int firstSlot() {
    return routine.usesContext() ? CONTEXT_SLOT + 1 : CONTEXT_SLOT;
  }

  CodeSizeEvaluator write(ClassVisitor out, int version) {
    String base = layout.support("Task").getInternalName();
    out.visit(version, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, base, null);
    for (int field = 0; field < frame.fields().size(); field++) {
      Type[] parts = layout.types().parts(frame.fields().get(field).type());
      for (int part = 0; part < parts.length; part++) {
        out.visitField(
                0, Places.frameField(frame, field, part), parts[part].getDescriptor(), null, null)
            .visitEnd();
      }
    }
    if (frame.selectArms() > 0) {
      String selection = JvmTypes.SELECTION.getDescriptor();
      out.visitField(0, SelectStatements.FIELD, selection, null, null).visitEnd();
    }
    InstructionAdapter code = method(out, 0, "<init>", "()V");
    code.load(0, JvmTypes.OBJECT);
    code.invokespecial(base, "<init>", "()V", false);
    code.areturn(Type.VOID_TYPE);
    end(code);
    CodeSizeEvaluator size = step(out);
    text(out, "name", routine.name());
    text(out, "place", place(routine.span()));
    out.visitEnd();
    return size;
  }

  static String place(Span span) {
    String source =
        span.source().length() > 1000 ? span.source().substring(0, 1000) : span.source();
    return span.isKnown() ? source + ":" + span.line() : source;
  }

  private CodeSizeEvaluator step(ClassVisitor out) {
    var visitor = out.visitMethod(Opcodes.ACC_PUBLIC, "step", "(" + FRAME + "I)I", null, null);
    CodeSizeEvaluator size = new CodeSizeEvaluator(visitor);
    size.visitCode();
    RoutineWriter writer = new RoutineWriter(layout, routine, size, firstSlot());
    InstructionAdapter code = writer.code;
    Label begin = new Label();
    code.visitLabel(begin);
    if (routine.usesContext()) {
      code.load(0, JvmTypes.OBJECT);
      code.load(TASK_SLOT, JvmTypes.OBJECT);
      String factory = frame.keepsContext() ? "keptContext" : "context";
      code.invokevirtual(
          name, factory, "(" + FRAME + ")" + layout.context().getDescriptor(), false);
      code.store(CONTEXT_SLOT, JvmTypes.OBJECT);
      writer.context(CONTEXT_SLOT);
    }
    Label start = new Label();
    if (routine.suspensions() > 0) {
      Label[] labels = new Label[routine.suspensions()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = writer.statements.tasks().resume(i + 1);
      }
      code.load(0, JvmTypes.OBJECT);
      code.getfield(name, "state", "I");
      code.tableswitch(1, labels.length, start, labels);
    }
    code.mark(start);
    writer.statements.print(routine.body());
    writer.statements.tasks().finish(DONE);
    writer.places.describe();
    Label end = new Label();
    code.visitLabel(end);
    code.visitLocalVariable("this", "L" + name + ";", null, begin, end, 0);
    code.visitLocalVariable("task", FRAME, null, begin, end, TASK_SLOT);
    code.visitLocalVariable("event", "I", null, begin, end, TASK_SLOT + 1);
    end(code);
    places(out, writer.statements.tasks().spans());
    return size;
  }

  /** Where each suspension point is, for reports of deadlocks. */
  private void places(ClassVisitor out, Span[] spans) {
    if (spans.length == 0) {
      return;
    }
    InstructionAdapter code = method(out, Opcodes.ACC_PUBLIC, "placeAt", "(I)Ljava/lang/String;");
    Label other = new Label();
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < spans.length; i++) {
      labels.add(new Label());
    }
    code.load(1, Type.INT_TYPE);
    code.tableswitch(1, spans.length, other, labels.toArray(new Label[0]));
    for (int i = 0; i < spans.length; i++) {
      code.mark(labels.get(i));
      code.aconst(place(spans[i] == null ? routine.span() : spans[i]));
      code.areturn(JvmTypes.STRING);
    }
    code.mark(other);
    code.aconst(place(routine.span()));
    code.areturn(JvmTypes.STRING);
    end(code);
  }

  private static void text(ClassVisitor out, String name, String text) {
    InstructionAdapter code = method(out, Opcodes.ACC_PUBLIC, name, "()Ljava/lang/String;");
    code.aconst(text.length() > 1000 ? text.substring(0, 1000) : text);
    code.areturn(JvmTypes.STRING);
    end(code);
  }

  private static InstructionAdapter method(
      ClassVisitor out, int access, String name, String descriptor) {
    var visitor = out.visitMethod(access, name, descriptor, null, null);
    visitor.visitCode();
    return new InstructionAdapter(visitor);
  }

  private static void end(InstructionAdapter code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
