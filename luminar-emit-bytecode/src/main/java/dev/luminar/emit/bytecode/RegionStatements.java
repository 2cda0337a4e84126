package dev.luminar.emit.bytecode;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BareRegion;
import dev.luminar.plan.ChunkSchedule;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.RegionUse;
import dev.luminar.plan.Routine;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints the start of a bare region, and what its code does with the partials of reductions. */
final class RegionStatements {
  private static final int STOP = 1;
  private static final int COLLECT = 2;
  private static final int IGNORE = 3;

  private static final int STATIC = 0;
  private static final int DYNAMIC = 1;
  private static final int SHARES = 2;
  private static final int GUIDED = 3;

  private final RoutineWriter writer;
  private final Statements statements;
  private final ProgramLayout layout;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;

  RegionStatements(RoutineWriter writer, Statements statements) {
    this.writer = writer;
    this.statements = statements;
    this.layout = writer.layout;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
  }

  void run(Code.RunRegion run) {
    BareRegion region = layout.plan().bareRegions().get(run.region());
    run.results().each(places::bring);
    run.errorCount().ifPresent(places::bring);
    Label behind = new Label();
    if (region.threads() instanceof Threads.Auto auto
        && auto.serialBelow() > 0
        && RegionUse.isPlain(layout.plan(), region)) {
      onCaller(run, region, auto, behind);
    }
    onThreads(run, region);
    code.mark(behind);
  }

  /** Calls the chunk routine where there are too few positions for threads, and goes on behind. */
  private void onCaller(Code.RunRegion run, BareRegion region, Threads.Auto auto, Label behind) {
    Label threads = new Label();
    values.push(run.count());
    code.lconst(auto.serialBelow());
    code.lcmp();
    code.ifge(threads);
    Routine chunk = layout.plan().routines().get(region.chunk());
    code.aconst(null); // no part: the routine uses none
    for (Val capture : run.captures()) {
      for (int p = 0; p < layout.types().parts(capture.type()).length; p++) {
        statements.pushPart(capture, p, capture.type());
      }
    }
    code.lconst(0);
    values.push(run.count());
    code.invokestatic(
        layout.owner(chunk.id()), layout.method(chunk.id()), layout.descriptor(chunk), false);
    if (run.errorCount().isPresent()) {
      places.beforeStore(run.errorCount().get());
      code.lconst(0);
      places.store(run.errorCount().get(), 0);
    }
    code.goTo(behind);
    code.mark(threads);
  }

  private void onThreads(Code.RunRegion run, BareRegion region) {
    Type type = layout.support("Region");
    Places.Mark mark = places.mark();
    int object = places.temporary("region", type);
    code.anew(type);
    code.dup();
    code.iconst(region.id());
    code.aconst(JvmNames.legal(region.name()));
    values.push(run.count());
    context(region);
    code.invokespecial(
        type.getInternalName(),
        "<init>",
        "(ILjava/lang/String;J" + layout.context().getDescriptor() + ")V",
        false);
    code.store(object, JvmTypes.OBJECT);
    places.alive();
    configure(region, run, object);
    int part = part(run, region);
    code.load(object, JvmTypes.OBJECT);
    code.load(part, JvmTypes.OBJECT);
    call(type, "run", "(" + layout.support("Part").getDescriptor() + ")V");
    for (int i = 0; i < run.results().size(); i++) {
      places.beforeStore(run.results().get(i));
      code.load(object, JvmTypes.OBJECT);
      code.iconst(i);
      Type result = writer.single(run.results().get(i).type());
      if (isObject(result)) {
        call(type, "objectResult", "(I)Ljava/lang/Object;");
        code.checkcast(result);
      } else {
        call(type, "result", "(I)J");
        values.fromBits(result);
      }
      places.store(run.results().get(i), 0);
    }
    if (run.errorCount().isPresent()) {
      places.beforeStore(run.errorCount().get());
      code.load(object, JvmTypes.OBJECT);
      call(type, "errorCount", "()J");
      places.store(run.errorCount().get(), 0);
    }
    places.release(mark);
    if (region.errors() instanceof RegionErrors.Stop) {
      statements.leaveIfPending();
    }
  }

  private void context(BareRegion region) {
    Routine chunk = layout.plan().routines().get(region.chunk());
    if (chunk.usesContext() && writer.hasContext()) {
      writer.context();
    } else {
      code.aconst(null);
    }
  }

  private void call(Type owner, String name, String descriptor) {
    code.invokevirtual(owner.getInternalName(), name, descriptor, false);
  }

  private void configure(BareRegion region, Code.RunRegion run, int object) {
    Type type = layout.support("Region");
    if (run.team().isPresent()) {
      code.load(object, JvmTypes.OBJECT);
      places.load(run.team().get(), 0);
      call(type, "team", "(" + layout.support("Team").getDescriptor() + ")V");
    }
    code.load(object, JvmTypes.OBJECT);
    switch (region.threads()) {
      case Threads.Auto auto -> {
        code.lconst(auto.serialBelow());
        code.lconst(auto.share());
        call(type, "threadsAuto", "(JJ)V");
      }
      case Threads.Exactly exactly -> {
        values.push(run.threads().orElseThrow());
        call(type, "threadsExactly", "(J)V");
      }
    }
    if (run.guard().isPresent()) {
      code.load(object, JvmTypes.OBJECT);
      values.push(run.guard().get());
      call(type, "serialUnless", "(Z)V");
    }
    if (layout.nests()) {
      code.load(object, JvmTypes.OBJECT);
      call(type, "nests", "()V");
    }
    schedule(region, object);
    code.load(object, JvmTypes.OBJECT);
    if (region.isInBlocks()) {
      boolean isMany = RegionUse.isLanesOnly(layout.plan(), region);
      call(type, isMany ? "takesBlocks" : "inBlocks", "()V");
    } else {
      code.lconst(region.runLength());
      call(type, "runLength", "(J)V");
    }
    if (!(region.errors() instanceof RegionErrors.None)) {
      code.load(object, JvmTypes.OBJECT);
      switch (region.errors()) {
        case RegionErrors.Collect collect -> {
          code.iconst(COLLECT);
          code.iconst(collect.max());
        }
        case RegionErrors.Stop stop -> {
          code.iconst(STOP);
          code.iconst(0);
        }
        default -> {
          code.iconst(IGNORE);
          code.iconst(0);
        }
      }
      call(type, "errors", "(II)V");
    }
    for (int i = 0; i < region.reductions().size(); i++) {
      ReductionPlan reduction = region.reductions().get(i);
      code.load(object, JvmTypes.OBJECT);
      if (reduction.type() instanceof PlanType.Struct) {
        values.push(run.identities().get(i));
        call(type, "reduction", "(Ljava/lang/Object;)V");
        continue;
      }
      code.iconst(operator(reduction.operator()));
      code.iconst(letter(reduction.scalar()));
      code.iconst(reduction.shaped() ? 1 : 0);
      values.push(run.identities().get(i));
      values.toBits(JvmTypes.scalar(reduction.scalar()));
      call(type, "reduction", "(CCZJ)V");
    }
  }

  private void schedule(BareRegion region, int object) {
    boolean isPlain = region.schedule() instanceof ChunkSchedule.Static && region.grain() == 1;
    if (isPlain) {
      return;
    }
    code.load(object, JvmTypes.OBJECT);
    switch (region.schedule()) {
      case ChunkSchedule.Static s -> {
        code.iconst(STATIC);
        code.lconst(0);
      }
      case ChunkSchedule.Dynamic d -> {
        code.iconst(DYNAMIC);
        code.lconst(d.length());
      }
      case ChunkSchedule.Shares s -> {
        code.iconst(SHARES);
        code.lconst(s.perThread());
      }
      case ChunkSchedule.Guided g -> {
        code.iconst(GUIDED);
        code.lconst(0);
      }
    }
    code.lconst(region.grain());
    call(layout.support("Region"), "schedule", "(IJJ)V");
  }

  /** Makes a team without threads, and ends it if something foreign leaves its body. */
  void team(Code.Team team) {
    Type type = layout.support("Team");
    code.anew(type);
    code.dup();
    code.iconst(((PlanType.Team) team.team().type()).exactly());
    code.invokespecial(type.getInternalName(), "<init>", "(I)V", false);
    places.store(team.team(), 0);
    Label start = new Label();
    Label end = new Label();
    code.mark(start);
    Places.Mark mark = places.mark();
    statements.print(team.body());
    places.release(mark);
    code.mark(end);
    Label behind = new Label();
    boolean completes = statements.isReachable();
    if (completes) {
      code.goTo(behind);
    }
    Label handler = new Label();
    code.visitTryCatchBlock(start, end, handler, null);
    code.mark(handler);
    endTeam(team.team());
    code.athrow();
    if (completes) {
      statements.mark(behind);
    }
  }

  void noTeam(Local team) {
    places.bring(team);
    code.aconst(null);
    places.store(team, 0);
  }

  void endTeam(Local team) {
    Type type = layout.support("Team");
    places.load(team, 0);
    code.invokestatic(type.getInternalName(), "end", "(" + type.getDescriptor() + ")V", false);
    code.aconst(null);
    places.store(team, 0);
  }

  private static char operator(ReductionPlan.Operator operator) {
    return switch (operator) {
      case SUM -> '+';
      case PRODUCT -> '*';
      case MIN -> '<';
      case MAX -> '>';
      case AND -> '&';
      case OR -> '|';
      case XOR -> '^';
      case USER -> 'u';
    };
  }

  private static char letter(ScalarType type) {
    return switch (type) {
      case I64 -> 'j';
      case F32 -> 'f';
      case F64 -> 'd';
      default -> 'i';
    };
  }

  /** Makes the part with the captures, which its copies on other threads share. */
  private int part(Code.RunRegion run, BareRegion region) {
    Type type = Type.getObjectType(layout.part(region.id()));
    int part = places.temporary("part", type);
    code.anew(type);
    code.dup();
    code.invokespecial(type.getInternalName(), "<init>", "()V", false);
    code.store(part, JvmTypes.OBJECT);
    places.alive();
    List<Runnable> objects = new ArrayList<>();
    List<Runnable> bits = new ArrayList<>();
    for (Val capture : run.captures()) {
      Type[] parts = layout.types().parts(capture.type());
      for (int p = 0; p < parts.length; p++) {
        int number = p;
        Runnable push = () -> statements.pushPart(capture, number, capture.type());
        if (isObject(parts[p])) {
          objects.add(push);
        } else {
          bits.add(() -> {
            push.run();
            values.toBits(parts[number]);
          });
        }
      }
    }
    fill(part, "objects", JvmTypes.OBJECT, objects);
    fill(part, "bits", Type.LONG_TYPE, bits);
    return part;
  }

  static boolean isObject(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  private void fill(int part, String field, Type element, List<Runnable> pushes) {
    if (pushes.isEmpty()) {
      return;
    }
    code.load(part, JvmTypes.OBJECT);
    code.iconst(pushes.size());
    code.newarray(element);
    for (int i = 0; i < pushes.size(); i++) {
      code.dup();
      code.iconst(i);
      pushes.get(i).run();
      code.astore(element);
    }
    code.putfield(layout.support("Part").getInternalName(), field, "[" + element.getDescriptor());
  }

  void autoThreads(Code.AutoThreads auto) {
    values.push(auto.count());
    code.lconst(auto.threads().serialBelow());
    code.lconst(auto.threads().share());
    if (auto.team().isPresent()) {
      places.load(auto.team().get(), 0);
    } else {
      code.aconst(null);
    }
    String team = layout.support("Team").getDescriptor();
    code.invokestatic(
        layout.support("Region").getInternalName(), "threadsFor", "(JJJ" + team + ")J", false);
    statements.popSingle(auto.into());
  }

  void partNumber(Code.PartNumber number) {
    writer.part();
    code.getfield(layout.support("Part").getInternalName(), "number", "J");
    statements.popSingle(number.into());
  }

  void loadPartial(Code.LoadPartial load) {
    partials();
    code.iconst(load.reduction());
    code.aload(Type.LONG_TYPE);
    values.fromBits(writer.single(load.into().type()));
    statements.popInto(load.into());
  }

  void storePartial(Code.StorePartial store) {
    partials();
    code.iconst(store.reduction());
    values.push(store.value());
    values.toBits(writer.single(store.value().type()));
    code.astore(Type.LONG_TYPE);
  }

  private void partials() {
    writer.part();
    code.getfield(layout.support("Part").getInternalName(), "partials", "[J");
  }
}
