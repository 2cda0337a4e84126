package dev.luminar.emit.bytecode;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.host.HostProgram;
import dev.luminar.plan.Plan;
import dev.luminar.plan.Routine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.collections.api.factory.Lists;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.LimitExceededException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** Prints all classes of a program. */
final class ProgramWriter {
  /** HotSpot compiles no larger method, unless it is told to. */
  private static final int COMPILED_BYTES_MAX = 8000;

  private final Plan plan;
  private final BytecodeOptions options;
  private final ProgramLayout layout;
  private final SortedMap<String, byte[]> classes = new TreeMap<>();
  private final Set<Integer> entries = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  ProgramWriter(Plan plan, BytecodeOptions options, int constantsMax) {
    this.plan = plan;
    this.options = options;
    this.layout = new ProgramLayout(plan, options.packageName(), constantsMax);
  }

  ClassFiles write() {
    Map<String, ClassWriter> open = new HashMap<>();
    plan.entries().each(entry -> entries.add(entry.routine()));
    for (int number = 1; number <= layout.classCount(); number++) {
      open.put(layout.companion(number), open(layout.companion(number)));
    }
    for (Routine routine : plan.routines()) {
      if (routine.kind() == Routine.Kind.STEP) {
        step(routine);
      } else {
        routine(open.get(layout.owner(routine.id())), routine);
      }
    }
    for (int i = 0; i < plan.entries().size(); i++) {
      String owner = layout.owner(plan.entries().get(i).routine());
      new EntryWriter(layout, i, open.get(owner)).write();
    }
    for (int number = 1; number <= layout.classCount(); number++) {
      ClassWriter writer = open.get(layout.companion(number));
      writer.visitEnd();
      put(layout.companion(number), writer);
    }
    if (layout.classCount() > 1) {
      notes.add(
          "the program takes "
              + layout.classCount()
              + " classes: functions go on in "
              + layout.companion(2));
    }
    parts();
    structs();
    if (plan.externs().notEmpty()) {
      classes.put(
          layout.externsType().getInternalName(),
          new ExternsWriter(layout).write(options.version()));
    }
    new SupportClasses(layout, options.version()).copy(classes);
    return new ClassFiles(
        new ClassFiles.Origin(HostProgram.of(plan), layout, options),
        classes,
        Lists.immutable.withAll(notes));
  }

  private ClassWriter open(String name) {
    ClassWriter writer = writer();
    writer.visit(
        options.version(),
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        name,
        null,
        "java/lang/Object",
        null);
    source(writer);
    return writer;
  }

  private void source(ClassWriter writer) {
    String source = plan.span().source();
    for (int i = 0; source.isEmpty() && i < plan.routines().size(); i++) {
      source = plan.routines().get(i).span().source();
    }
    if (!source.isEmpty()) {
      writer.visitSource(source.length() > 1000 ? source.substring(0, 1000) : source, null);
    }
  }

  private void routine(ClassWriter writer, Routine routine) {
    boolean isPublic =
        entries.contains(routine.id())
            && EntryWriter.isRoutineItself(layout, routine, layout.method(routine.id()));
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_STATIC | (isPublic ? Opcodes.ACC_PUBLIC : 0),
            layout.method(routine.id()),
            layout.descriptor(routine),
            null,
            null);
    CodeSizeEvaluator size = new CodeSizeEvaluator(method);
    try {
      RoutineWriter.write(layout, routine, size);
      String whole = layout.wholeMethod(routine.id());
      if (whole != null) {
        MethodVisitor second =
            writer.visitMethod(Opcodes.ACC_STATIC, whole, layout.descriptor(routine), null, null);
        RoutineWriter.writeWhole(layout, routine, new CodeSizeEvaluator(second));
      }
    } catch (LimitExceededException e) {
      throw CodeLimits.tooManyFrames(routine);
    }
    note(routine, size);
  }

  private void step(Routine routine) {
    FrameWriter frame = new FrameWriter(layout, routine);
    ClassWriter writer = writer();
    source(writer);
    try {
      note(routine, frame.write(writer, options.version()));
    } catch (LimitExceededException e) {
      throw CodeLimits.tooManyFrames(routine);
    }
    put(layout.owner(routine.id()), writer);
  }

  private void note(Routine routine, CodeSizeEvaluator size) {
    if (size.getMinSize() > COMPILED_BYTES_MAX) {
      notes.add(
          routine.name()
              + " takes about "
              + size.getMinSize()
              + " bytes of code: HotSpot only interprets methods above "
              + COMPILED_BYTES_MAX
              + " (split it, or run with -XX:-DontCompileHugeMethods)");
    }
  }

  private void parts() {
    for (int i = 0; i < plan.bareRegions().size(); i += ProgramLayout.REGIONS_PER_PART) {
      int end = Math.min(plan.bareRegions().size(), i + ProgramLayout.REGIONS_PER_PART);
      PartWriter part = new PartWriter(layout, plan.bareRegions().toList().subList(i, end));
      ClassWriter writer = writer();
      part.write(writer, options.version());
      put(part.name(), writer);
    }
  }

  private void structs() {
    for (int i = 0; i < plan.structs().size(); i++) {
      ClassWriter writer = writer();
      new StructWriter(layout, i).write(writer, options.version());
      put(layout.structType(i).getInternalName(), writer);
    }
  }

  private void put(String name, ClassWriter writer) {
    try {
      classes.put(name, writer.toByteArray());
    } catch (MethodTooLargeException e) {
      throw tooLarge(e);
    }
  }

  private DiagnosticException tooLarge(MethodTooLargeException e) {
    Routine found =
        plan.routines()
            .detect(routine ->
                layout.owner(routine.id()).equals(e.getClassName())
                    && (routine.kind() == Routine.Kind.STEP
                        || layout.method(routine.id()).equals(e.getMethodName())));
    String name = found == null ? e.getMethodName() : found.name();
    return CodeLimits.tooLarge(name, found == null ? plan.span() : found.span(), e.getCodeSize());
  }

  static DiagnosticException tooLarge(Plan plan, ClassTooLargeException e) {
    return new DiagnosticException(
        Diagnostic.error(
                DiagnosticCode.CLASS_TOO_LARGE,
                plan.span(),
                "the class " + e.getClassName() + " needs more than 65535 constants")
            .withHelp("split the largest function, or the program"));
  }

  /** Frames are computed without loading classes: what differs is an Object. */
  private static ClassWriter writer() {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String left, String right) {
            return "java/lang/Object";
          }
        };
    writer.setComputeLimits(Integer.MAX_VALUE, CodeLimits.FRAME_BYTES_MAX);
    return writer;
  }
}
