package dev.luminar.emit.bytecode;

import dev.luminar.plan.BareRegion;
import dev.luminar.plan.Capture;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.Routine;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints the class that knows the code of some regions: one switch, no class per region. */
final class PartWriter {
  private final ProgramLayout layout;
  private final Plan plan;
  private final String name;
  private final List<BareRegion> regions;

  PartWriter(ProgramLayout layout, List<BareRegion> regions) {
    this.layout = layout;
    this.plan = layout.plan();
    this.regions = regions;
    this.name = layout.part(regions.get(0).id());
  }

  String name() {
    return name;
  }

  void write(ClassVisitor out, int version) {
    String base = layout.support("Part").getInternalName();
    out.visit(version, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, base, null);
    InstructionAdapter code = method(out, 0, "<init>", "()V");
    code.load(0, JvmTypes.OBJECT);
    code.invokespecial(base, "<init>", "()V", false);
    end(code, Type.VOID_TYPE);

    code =
        method(out, Opcodes.ACC_PROTECTED, "fresh", "()" + layout.support("Part").getDescriptor());
    code.anew(Type.getObjectType(name));
    code.dup();
    code.invokespecial(name, "<init>", "()V", false);
    end(code, JvmTypes.OBJECT);

    InstructionAdapter chunk = method(out, Opcodes.ACC_PROTECTED, "chunk", "(IJJ)V");
    choose(chunk, regions, region -> chunk(chunk, region));
    chunk.load(1, Type.INT_TYPE);
    unknown(chunk);

    combiner(out, "(IIJJ)J", false);
    combiner(out, "(IILjava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;", true);
    out.visitEnd();
  }

  /** Prints the method that combines two scalars, given as raw bits, or two structs. */
  private void combiner(ClassVisitor out, String descriptor, boolean ofStructs) {
    List<BareRegion> combining =
        regions.stream()
            .filter(region -> region.reductions().anySatisfy(r -> combines(r, ofStructs)))
            .toList();
    if (!combining.isEmpty()) {
      InstructionAdapter combine = method(out, Opcodes.ACC_PROTECTED, "combine", descriptor);
      choose(combine, combining, region -> combine(combine, region, ofStructs));
      combine.load(1, Type.INT_TYPE);
      unknown(combine);
    }
  }

  private static boolean combines(ReductionPlan reduction, boolean ofStructs) {
    return reduction.operator() == ReductionPlan.Operator.USER
        && reduction.type() instanceof PlanType.Struct == ofStructs;
  }

  private static InstructionAdapter method(
      ClassVisitor out, int access, String name, String descriptor) {
    var visitor = out.visitMethod(access, name, descriptor, null, null);
    visitor.visitCode();
    return new InstructionAdapter(visitor);
  }

  private static void end(InstructionAdapter code, Type result) {
    code.areturn(result);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Throws for a region that this class does not know; its number is on the stack. */
  private static void unknown(InstructionAdapter code) {
    fail(code);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void fail(InstructionAdapter code) {
    code.anew(Type.getObjectType("java/lang/AssertionError"));
    code.dupX1();
    code.swap();
    code.invokespecial("java/lang/AssertionError", "<init>", "(I)V", false);
    code.athrow();
  }

  private static void choose(
      InstructionAdapter code, List<BareRegion> regions, Consumer<BareRegion> print) {
    int first = regions.get(0).id();
    int last = regions.get(regions.size() - 1).id();
    Label none = new Label();
    Label[] labels = new Label[last - first + 1];
    java.util.Arrays.fill(labels, none);
    regions.forEach(region -> labels[region.id() - first] = new Label());
    code.load(1, Type.INT_TYPE);
    code.tableswitch(first, last, none, labels);
    for (BareRegion region : regions) {
      code.mark(labels[region.id() - first]);
      print.accept(region);
    }
    code.mark(none);
  }

  private void chunk(InstructionAdapter code, BareRegion region) {
    Routine routine = plan.routines().get(region.chunk());
    code.load(0, JvmTypes.OBJECT);
    int objects = 0;
    int bits = 0;
    for (Capture capture : region.captures()) {
      for (Type part : layout.types().parts(capture.type())) {
        if (RegionStatements.isObject(part)) {
          capture(code, "objects", objects++, JvmTypes.OBJECT);
          code.checkcast(part);
        } else {
          capture(code, "bits", bits++, Type.LONG_TYPE);
          Values.fromBits(code, part);
        }
      }
    }
    code.load(2, Type.LONG_TYPE);
    code.load(4, Type.LONG_TYPE);
    code.invokestatic(
        layout.owner(routine.id()), layout.method(routine.id()), layout.descriptor(routine), false);
    code.areturn(Type.VOID_TYPE);
  }

  private void capture(InstructionAdapter code, String field, int index, Type element) {
    code.load(0, JvmTypes.OBJECT);
    code.getfield(name, field, "[" + element.getDescriptor());
    code.iconst(index);
    code.aload(element);
  }

  private void combine(InstructionAdapter code, BareRegion region, boolean ofStructs) {
    for (int i = 0; i < region.reductions().size(); i++) {
      ReductionPlan reduction = region.reductions().get(i);
      if (!combines(reduction, ofStructs)) {
        continue;
      }
      Type type = layout.types().single(reduction.type());
      Label other = new Label();
      code.load(2, Type.INT_TYPE);
      code.iconst(i);
      code.ificmpne(other);
      operand(code, 3, type, ofStructs);
      operand(code, ofStructs ? 4 : 5, type, ofStructs);
      Routine routine = plan.routines().get(reduction.combine().orElseThrow());
      code.invokestatic(
          layout.owner(routine.id()),
          layout.method(routine.id()),
          layout.descriptor(routine),
          false);
      if (ofStructs) {
        code.areturn(JvmTypes.OBJECT);
      } else {
        Values.toBits(code, type);
        code.areturn(Type.LONG_TYPE);
      }
      code.mark(other);
    }
    code.load(1, Type.INT_TYPE);
    fail(code);
  }

  private static void operand(InstructionAdapter code, int slot, Type type, boolean isStruct) {
    if (isStruct) {
      code.load(slot, JvmTypes.OBJECT);
      code.checkcast(type);
    } else {
      code.load(slot, Type.LONG_TYPE);
      Values.fromBits(code, type);
    }
  }
}
