package dev.luminar.emit.bytecode;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.plan.Entry;
import dev.luminar.plan.Local;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionUse;
import dev.luminar.plan.Routine;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Type;

/**
 * Where everything of a program goes: the names of its classes and methods, and which class holds
 * which routine. A function of the plan and the options alone, so that emission is deterministic.
 */
final class ProgramLayout {
  /** The most regions whose code one class of parts calls, so that its switch stays compilable. */
  static final int REGIONS_PER_PART = 64;

  private static final int PARAMETER_SLOTS_MAX = 255;

  /** The simple names of support classes and of those that are emitted beside them. */
  static final String[] RESERVED = {
    "AtomicF64",
    "AtomicI32",
    "AtomicI64",
    "Block",
    "Bytes",
    "Chunks",
    "Context",
    "Externs",
    "Failure",
    "Numbers",
    "Part",
    "Raised",
    "Reduction",
    "Region",
    "Shape",
    "Site",
    "Sites",
    "Storage",
    "Task",
    "Tasks",
    "Team"
  };

  private final Plan plan;
  private final boolean nests;
  private final JvmTypes types = new JvmTypes(this);
  private final String main;
  private final String[] structs;
  private final String[] methods;
  private final String[] wholeMethods;
  private final String[] owners;
  private final String[] entries;
  private final String[] externs;
  private final Set<String> used = new TreeSet<>();
  private int classCount;

  ProgramLayout(Plan plan, String packageName, int constantsMax) {
    this.plan = plan;
    this.nests = RegionUse.nests(plan);
    String prefix = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
    this.main = prefix + JvmNames.legal(plan.name());
    JvmNames classes = new JvmNames();
    for (String name : RESERVED) {
      classes.reserve(name);
    }
    structs = new String[plan.structs().size()];
    for (int i = 0; i < structs.length; i++) {
      structs[i] = main + "$" + classes.unique(plan.structs().get(i).name());
    }
    JvmNames names = new JvmNames();
    methods = new String[plan.routines().size()];
    entries = new String[plan.entries().size()];
    for (int i = 0; i < entries.length; i++) {
      Entry entry = plan.entries().get(i);
      entries[i] = names.unique(entry.name());
      if (plan.routines().get(entry.routine()).name().equals(entry.name())) {
        methods[entry.routine()] = entries[i];
      }
    }
    for (int i = 0; i < methods.length; i++) {
      if (methods[i] == null) {
        methods[i] = names.unique(plan.routines().get(i).name());
      }
    }
    wholeMethods = new String[methods.length];
    for (int i = 0; i < methods.length; i++) {
      if (WholeBuffers.pays(plan.routines().get(i))) {
        wholeMethods[i] = names.unique(plan.routines().get(i).name() + "$whole");
      }
    }
    JvmNames externNames = new JvmNames();
    externs = new String[plan.externs().size()];
    for (int i = 0; i < externs.length; i++) {
      externs[i] = externNames.unique(plan.externs().get(i).name());
    }
    owners = new String[methods.length];
    place(classes, constantsMax);
  }

  /** Fills one class after the other, by an upper estimate of the constants that a routine adds. */
  private void place(JvmNames classes, int constantsMax) {
    classCount = 1;
    ConstantEstimate estimate = new ConstantEstimate();
    for (int i = 0; i < owners.length; i++) {
      Routine routine = plan.routines().get(i);
      if (routine.kind() == Routine.Kind.STEP) {
        owners[i] = main + "$" + classes.unique(methods[i]);
        continue;
      }
      if (!estimate.add(routine, constantsMax)) {
        classCount++;
        estimate = new ConstantEstimate();
        estimate.add(routine, Integer.MAX_VALUE);
      }
      owners[i] = companion(classCount);
    }
  }

  Plan plan() {
    return plan;
  }

  /** Whether a region that chooses its threads itself may run inside another one. */
  boolean nests() {
    return nests;
  }

  JvmTypes types() {
    return types;
  }

  /** The internal name of the program's class. */
  String main() {
    return main;
  }

  /** The internal name of the n-th class of routines, from 1. */
  String companion(int number) {
    return number == 1 ? main : main + "$" + number;
  }

  int classCount() {
    return classCount;
  }

  /** Returns a class that is copied into the artefact, and notes that it is. */
  Type support(String name) {
    used.add(name);
    return Type.getObjectType(main + "$" + name);
  }

  /** The classes to be copied that emitted code names. */
  Set<String> usedSupport() {
    return used;
  }

  Type context() {
    return support("Context");
  }

  Type structType(int struct) {
    return Type.getObjectType(structs[struct]);
  }

  Type externsType() {
    return Type.getObjectType(main + "$Externs");
  }

  String externName(int extern) {
    return externs[extern];
  }

  String externDescriptor(int extern) {
    var declared = plan.externs().get(extern);
    StringBuilder out = new StringBuilder("(");
    declared.params().each(p -> append(out, p.type()));
    return out.append(')').append(hostResult(declared.result())).toString();
  }

  /** The class that holds a routine; for a STEP routine its frame. */
  String owner(int routine) {
    return owners[routine];
  }

  String method(int routine) {
    return methods[routine];
  }

  /** The method of a routine for buffers that begin where their arrays begin; null if none. */
  String wholeMethod(int routine) {
    return wholeMethods[routine];
  }

  /** The name of the methods of an entry. */
  String entry(int entry) {
    return entries[entry];
  }

  /** The class of parts that runs a region. */
  String part(int region) {
    support("Part");
    int number = region / REGIONS_PER_PART + 1;
    return main + "$Part$" + number;
  }

  int partCount() {
    return (plan.bareRegions().size() + REGIONS_PER_PART - 1) / REGIONS_PER_PART;
  }

  String descriptor(Routine routine) {
    StringBuilder out = new StringBuilder("(");
    if (routine.kind() == Routine.Kind.CHUNK) {
      out.append(support("Part").getDescriptor());
    } else if (routine.usesContext()) {
      out.append(context().getDescriptor());
    }
    for (Local param : routine.params()) {
      append(out, param.type());
    }
    String descriptor = out.append(')').append(hostResult(routine.result())).toString();
    if (Type.getArgumentsAndReturnSizes(descriptor) >> 2 > PARAMETER_SLOTS_MAX) {
      throw tooMany(routine);
    }
    return descriptor;
  }

  static DiagnosticException tooMany(Routine routine) {
    return new DiagnosticException(
        Diagnostic.error(
                DiagnosticCode.TOO_MANY_PARAMETERS,
                routine.span(),
                "the function or region "
                    + routine.name()
                    + " has more parameters than a JVM method takes")
            .withNote(
                "a JVM method has 255 slots: a buffer takes 3, an i64 or f64 takes 2, all others 1")
            .withHelp("pass some of the values in a buffer or a struct"));
  }

  private void append(StringBuilder out, PlanType type) {
    if (type instanceof PlanType.Scalar s) {
      out.append(JvmTypes.field(s.kind()).getDescriptor());
      return;
    }
    for (Type part : types.parts(type)) {
      out.append(part.getDescriptor());
    }
  }

  String hostResult(PlanType type) {
    return type instanceof PlanType.Scalar s
        ? JvmTypes.field(s.kind()).getDescriptor()
        : types.single(type).getDescriptor();
  }
}
