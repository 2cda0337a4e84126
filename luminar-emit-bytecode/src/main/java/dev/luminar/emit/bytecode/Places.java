package dev.luminar.emit.bytecode;

import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * Where the locals of a routine live: in JVM locals, which blocks give back at their end, or in
 * fields of the frame.
 */
final class Places {
  private final ProgramLayout layout;
  private final InstructionAdapter code;
  private final FrameLayout frame;
  private final String frameClass;
  private final int[] slots;
  private final List<Variable> variables = new ArrayList<>();
  private final List<Variable> open = new ArrayList<>();
  private final boolean isDescribed;

  /** For i64 locals that are computed from indices of loops, the JVM locals of their low halves. */
  final Map<Local, Integer> halves = new HashMap<>();

  /** Locals without a place that are computed where they are read, up to the end of their block. */
  private final Map<Local, Val> computed = new HashMap<>();

  private final List<Local> computedOrder = new ArrayList<>();

  private int next;

  private record Variable(int local, String name, Type type, Label start, Label[] end, int slot) {}

  /** A state to return to at the end of a block. */
  record Mark(int next, int open, int computed) {}

  Places(
      ProgramLayout layout,
      Routine routine,
      InstructionAdapter code,
      int firstSlot,
      boolean isDescribed) {
    this.layout = layout;
    this.code = code;
    this.frame = routine.frame().orElse(null);
    this.frameClass = layout.owner(routine.id());
    this.slots = new int[routine.locals().size()];
    java.util.Arrays.fill(slots, -1);
    this.next = firstSlot;
    this.isDescribed = isDescribed;
  }

  boolean isInFrame(Local local) {
    return frame != null && frame.fieldOf(local) >= 0;
  }

  /** Takes JVM locals for a local that has none yet. */
  void bring(Local local) {
    if (isInFrame(local) || slots[local.id()] >= 0) {
      return;
    }
    Type[] parts = layout.types().parts(local.type());
    slots[local.id()] = next;
    String name = JvmNames.legal(local.name());
    for (int i = 0; i < parts.length; i++) {
      variable(local.id(), part(name, i), parts[i]);
    }
  }

  /** The name of a part of a buffer. */
  static String part(String name, int part) {
    return part == 0 ? name : name + (part == 1 ? "$offset" : "$length");
  }

  /** Takes a JVM local that no local of the plan names. */
  int temporary(String name, Type type) {
    int slot = next;
    variable(-1, name, type);
    return slot;
  }

  private void variable(int local, String name, Type type) {
    Label start = new Label();
    Variable variable = new Variable(local, name, type, start, new Label[1], next);
    variables.add(variable);
    open.add(variable);
    next += type.getSize();
  }

  /** Says that the first value of what was taken last is stored now: its range starts here. */
  void alive() {
    for (int i = open.size() - 1; i >= 0 && !isPlaced(open.get(i)); i--) {
      if (isDescribed) {
        code.visitLabel(open.get(i).start());
      }
      open.get(i).end()[0] = open.get(i).start();
    }
  }

  private static boolean isPlaced(Variable variable) {
    return variable.end()[0] != null;
  }

  /** Says what a local is computed from; it takes no JVM locals. */
  void compute(Local local, Val value) {
    computed.put(local, value);
    computedOrder.add(local);
  }

  boolean isComputed(Local local) {
    return computed.containsKey(local);
  }

  Val computed(Local local) {
    return computed.get(local);
  }

  Mark mark() {
    return new Mark(next, open.size(), computedOrder.size());
  }

  void release(Mark mark) {
    halves.values().removeIf(slot -> slot >= mark.next());
    while (computedOrder.size() > mark.computed()) {
      computed.remove(computedOrder.remove(computedOrder.size() - 1));
    }
    if (open.size() > mark.open()) {
      Label end = new Label();
      if (isDescribed) {
        code.visitLabel(end);
      }
      for (int i = open.size() - 1; i >= mark.open(); i--) {
        Variable variable = open.remove(i);
        if (isPlaced(variable)) {
          variable.end()[0] = end;
        }
        if (variable.local() >= 0) {
          slots[variable.local()] = -1;
        }
      }
    }
    next = mark.next();
  }

  /** Writes the table of local variables; the last thing in a method. */
  void describe() {
    release(new Mark(0, 0, 0));
    for (Variable variable : variables) {
      if (isDescribed && isPlaced(variable) && variable.end()[0] != variable.start()) {
        code.visitLocalVariable(
            variable.name(),
            variable.type().getDescriptor(),
            null,
            variable.start(),
            variable.end()[0],
            variable.slot());
      }
    }
  }

  /** Pushes a part of a local: 0 for a single value or the array, 1 the offset, 2 the length. */
  void load(Local local, int part) {
    Type[] parts = layout.types().parts(local.type());
    if (isInFrame(local)) {
      code.load(0, JvmTypes.OBJECT);
      code.getfield(frameClass, field(local, part), parts[part].getDescriptor());
      return;
    }
    code.load(slot(local, part), parts[part]);
  }

  /** Stores what is on the stack into a part of a local; in a frame the frame was pushed before. */
  void store(Local local, int part) {
    Type[] parts = layout.types().parts(local.type());
    if (isInFrame(local)) {
      code.putfield(frameClass, field(local, part), parts[part].getDescriptor());
      return;
    }
    bring(local);
    code.store(slot(local, part), parts[part]);
    alive();
  }

  /** Pushes what a store of a local needs below the value. */
  void beforeStore(Local local) {
    if (isInFrame(local)) {
      code.load(0, JvmTypes.OBJECT);
    }
  }

  int slot(Local local, int part) {
    int slot = slots[local.id()];
    if (slot < 0) {
      throw new IllegalStateException("local " + local.name() + " is used before it is declared");
    }
    Type[] parts = layout.types().parts(local.type());
    for (int i = 0; i < part; i++) {
      slot += parts[i].getSize();
    }
    return slot;
  }

  private String field(Local local, int part) {
    return frameField(frame, frame.fieldOf(local), part);
  }

  /**
   * The name of a part of a frame's field; numbered, since fields of several locals share names.
   */
  static String frameField(FrameLayout frame, int field, int part) {
    return part(JvmNames.legal(frame.fields().get(field).name()) + "$" + field, part);
  }

  /** The JVM value that a local of this type starts with. */
  static void zero(InstructionAdapter code, Type type) {
    switch (type.getSort()) {
      case Type.LONG -> code.lconst(0);
      case Type.FLOAT -> code.fconst(0);
      case Type.DOUBLE -> code.dconst(0);
      case Type.ARRAY, Type.OBJECT -> code.aconst(null);
      case Type.VOID -> {}
      default -> code.iconst(0);
    }
  }

  /** Whether a type is a buffer, which has three parts. */
  static boolean isBuffer(PlanType type) {
    return type instanceof PlanType.Buffer;
  }
}
