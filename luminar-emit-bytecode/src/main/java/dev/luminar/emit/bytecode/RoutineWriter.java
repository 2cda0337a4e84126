package dev.luminar.emit.bytecode;

import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Walk;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * What the printers of one routine share: the method, where locals live, and where context and part
 * are.
 */
final class RoutineWriter {
  final ProgramLayout layout;
  final Routine routine;
  final InstructionAdapter code;
  final Places places;
  final Values values;
  final Statements statements;

  /** Whether lines and local variables are described. */
  final boolean isDescribed;

  private final CodeSizeEvaluator size;

  /** Whether the method is for buffers that begin where their arrays begin. */
  private final boolean isWhole;

  /** Locals that get a value otherwise than where they are declared. */
  private final Set<Local> variables = new HashSet<>();

  private int contextSlot = -1;
  private int partSlot = -1;

  RoutineWriter(ProgramLayout layout, Routine routine, CodeSizeEvaluator method, int firstSlot) {
    this(layout, routine, method, firstSlot, false);
  }

  private RoutineWriter(
      ProgramLayout layout,
      Routine routine,
      CodeSizeEvaluator method,
      int firstSlot,
      boolean isWhole) {
    this.layout = layout;
    this.routine = routine;
    this.size = method;
    this.isWhole = isWhole;
    this.code = new InstructionAdapter(method);
    this.isDescribed = CodeLimits.canDescribe(routine);
    this.places = new Places(layout, routine, code, firstSlot, isDescribed);
    this.values = new Values(layout, code, places, WholeBuffers.of(routine, isWhole));
    noteVariables(routine.body());
    this.statements = new Statements(this);
  }

  /** Prints a FUNCTION or a CHUNK routine as a static method. */
  static void write(ProgramLayout layout, Routine routine, CodeSizeEvaluator method) {
    write(new RoutineWriter(layout, routine, method, 0, false), method);
  }

  /** Prints the method of such a routine for buffers that begin where their arrays begin. */
  static void writeWhole(ProgramLayout layout, Routine routine, CodeSizeEvaluator method) {
    write(new RoutineWriter(layout, routine, method, 0, true), method);
  }

  private static void write(RoutineWriter writer, CodeSizeEvaluator method) {
    method.visitCode();
    writer.body();
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** Goes on in the method for whole buffers if all parameters are such. */
  private void callWhole() {
    Label general = new Label();
    boolean isFirst = true;
    for (Local buffer : WholeBuffers.buffers(routine)) {
      places.load(buffer, 1);
      if (!isFirst) {
        code.or(Type.INT_TYPE);
      }
      isFirst = false;
    }
    code.ifne(general);
    String descriptor = layout.descriptor(routine);
    int slot = 0;
    for (Type type : Type.getArgumentTypes(descriptor)) {
      code.load(slot, type);
      slot += type.getSize();
    }
    code.invokestatic(
        layout.owner(routine.id()), layout.wholeMethod(routine.id()), descriptor, false);
    code.areturn(Type.getReturnType(descriptor));
    code.mark(general);
  }

  private void body() {
    if (routine.kind() == Routine.Kind.CHUNK) {
      partSlot = places.temporary("part", layout.support("Part"));
      places.alive();
    } else if (routine.usesContext()) {
      contextSlot = places.temporary("context", layout.context());
      places.alive();
    }
    for (Local param : routine.params()) {
      places.bring(param);
      places.alive();
    }
    if (layout.wholeMethod(routine.id()) != null && !isWhole) {
      callWhole();
    }
    if (routine.kind() == Routine.Kind.CHUNK && routine.usesContext()) {
      contextSlot = places.temporary("context", layout.context());
      part();
      code.getfield(
          layout.support("Part").getInternalName(), "context", layout.context().getDescriptor());
      code.store(contextSlot, JvmTypes.OBJECT);
      places.alive();
    }
    statements.print(routine.body());
    if (statements.isReachable()) {
      returnZero();
    }
    places.describe();
  }

  private void noteVariables(Code statement) {
    if (!(statement instanceof Code.Declare)) {
      Walk.defines(statement, variables::add);
    }
    Walk.children(statement, this::noteVariables);
  }

  boolean isVariable(Local local) {
    return variables.contains(local);
  }

  /** Refuses the routine as soon as it cannot fit into a method any more. */
  void checkSize() {
    if (size.getMinSize() > CodeLimits.METHOD_BYTES_MAX) {
      throw CodeLimits.tooLarge(routine);
    }
  }

  void context(int slot) {
    contextSlot = slot;
  }

  boolean hasContext() {
    return contextSlot >= 0;
  }

  /** Pushes the call context. */
  void context() {
    if (contextSlot < 0) {
      throw new IllegalStateException("routine " + routine.name() + " has no call context");
    }
    code.load(contextSlot, JvmTypes.OBJECT);
  }

  /** Pushes the part of the region that this thread runs. */
  void part() {
    code.load(partSlot, JvmTypes.OBJECT);
  }

  /** Calls a method of the context, which was pushed with its arguments. */
  void callContext(String name, String descriptor) {
    code.invokevirtual(layout.context().getInternalName(), name, descriptor, false);
  }

  void callPart(String name, String descriptor) {
    code.invokevirtual(layout.support("Part").getInternalName(), name, descriptor, false);
  }

  /** Returns what a routine gives that left an error: zero of its type. */
  void returnZero() {
    Type result = layout.types().single(routine.result());
    Places.zero(code, result);
    code.areturn(result);
  }

  Type single(PlanType type) {
    return layout.types().single(type);
  }
}
