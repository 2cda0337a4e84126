package dev.luminar.emit.bytecode;

import dev.luminar.diag.Span;
import dev.luminar.model.RuntimeConfig;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.plan.BareRegion;
import dev.luminar.plan.Capture;
import dev.luminar.plan.ChunkSchedule;
import dev.luminar.plan.Entry;
import dev.luminar.plan.ErrorSite;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.PlanVerifier;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import dev.luminar.plan.TaskRegion;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Puts plans together by hand; each emitted class is checked by ASM's verifier. */
final class PlanFixture {
  static final PlanType.Buffer I64S = new PlanType.Buffer(PlanType.I64, false);
  static final PlanType.Buffer F64S = new PlanType.Buffer(PlanType.F64, false);

  final String name;
  final MutableList<StructLayout> structs = Lists.mutable.empty();
  final MutableList<ErrorSite> sites = Lists.mutable.empty();
  final MutableList<ExternPlan> externs = Lists.mutable.empty();
  final MutableList<Routine> routines = Lists.mutable.empty();
  final MutableList<BareRegion> regions = Lists.mutable.empty();
  final MutableList<TaskRegion> taskRegions = Lists.mutable.empty();
  final MutableList<Entry> entries = Lists.mutable.empty();
  final MutableList<Hook> hooks = Lists.mutable.empty();

  PlanFixture(String name) {
    this.name = name;
  }

  /** The locals of one routine. */
  static final class Locals {
    final MutableList<Local> all = Lists.mutable.empty();

    Local add(String name, PlanType type) {
      Local local = new Local(all.size(), name, type);
      all.add(local);
      return local;
    }
  }

  Code.Raise raise(String type, String message, Val... args) {
    sites.add(new ErrorSite(sites.size(), type, message, Span.at("t.lum", 10 + sites.size(), 1)));
    return new Code.Raise(sites.size() - 1, Val.i64(0), Lists.immutable.of(args));
  }

  int routine(
      Routine.Kind kind, String name, Locals locals, int params, PlanType result, Code body) {
    return routine(kind, name, locals, params, result, body, false);
  }

  int routine(
      Routine.Kind kind,
      String name,
      Locals locals,
      int params,
      PlanType result,
      Code body,
      boolean fails) {
    routines.add(
        new Routine(
            routines.size(),
            name,
            kind,
            locals.all.toImmutable().take(params),
            result,
            fails,
            fails,
            locals.all.toImmutable(),
            body,
            Optional.empty(),
            0,
            Span.at("t.lum", 1 + routines.size(), 1)));
    return routines.size() - 1;
  }

  int step(String name, Locals locals, int params, FrameLayout frame, int suspensions, Code body) {
    routines.add(
        new Routine(
            routines.size(),
            name,
            Routine.Kind.STEP,
            locals.all.toImmutable().take(params),
            PlanType.NOTHING,
            true,
            false,
            locals.all.toImmutable(),
            body,
            Optional.of(frame),
            suspensions,
            Span.at("t.lum", 1 + routines.size(), 1)));
    return routines.size() - 1;
  }

  int region(
      String label,
      int chunk,
      ImmutableList<Capture> captures,
      Threads threads,
      long run,
      RegionErrors errors,
      ReductionPlan... reductions) {
    regions.add(
        new BareRegion(
            regions.size(),
            label,
            "parallel",
            true,
            chunk,
            captures,
            threads,
            new ChunkSchedule.Static(),
            1,
            false,
            run,
            false,
            errors,
            Lists.immutable.of(reductions),
            Lists.immutable.empty(),
            Span.NONE));
    return regions.size() - 1;
  }

  void entry(String function, int routine, boolean collects) {
    Routine of = routines.get(routine);
    entries.add(
        new Entry(
            function,
            of.params()
                .collect(p -> new dev.luminar.model.Parameter(p.name(), type(p.type()), Span.NONE)),
            of.result() instanceof PlanType.Nothing
                ? Optional.empty()
                : Optional.of(type(of.result())),
            routine,
            collects,
            hooks.notEmpty(),
            false));
  }

  private Type type(PlanType type) {
    return switch (type) {
      case PlanType.Scalar s -> s.kind();
      case PlanType.Buffer b -> new BufferType((ElementType) type(b.element()), b.atomic());
      case PlanType.Struct s ->
          new StructType(
              structs.get(s.struct()).name(),
              structs
                  .get(s.struct())
                  .fields()
                  .collect(f -> new StructField(f.name(), f.type().kind())));
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  Plan plan() {
    Plan plan = unverified();
    PlanVerifier.verify(plan);
    return plan;
  }

  Plan unverified() {
    return new Plan(
        name,
        structs.toImmutable(),
        sites.toImmutable(),
        externs.toImmutable(),
        routines.toImmutable(),
        regions.toImmutable(),
        taskRegions.toImmutable(),
        entries.toImmutable(),
        RuntimeConfig.DEFAULT,
        hooks.toImmutable(),
        Span.at("t.lum", 1, 1));
  }

  ClassFiles emit() {
    return checked(new BytecodeEmitter().emit(plan()));
  }

  /** Runs ASM's verifier over all classes. */
  static ClassFiles checked(ClassFiles files) {
    ClassLoader loader = files.load().mainClass().getClassLoader();
    files
        .classes()
        .forEach((name, bytes) -> {
          StringWriter faults = new StringWriter();
          CheckClassAdapter.verify(new ClassReader(bytes), loader, false, new PrintWriter(faults));
          if (!faults.toString().isEmpty()) {
            throw new AssertionError(name + ": " + faults);
          }
        });
    return files;
  }

  /** A program of one function that computes one value of its parameters. */
  static ClassFiles function(String name, Locals locals, Val result) {
    PlanFixture fixture = new PlanFixture("P");
    int routine =
        fixture.routine(
            Routine.Kind.FUNCTION,
            name,
            locals,
            locals.all.size(),
            result.type(),
            new Code.Return(Optional.of(result)));
    fixture.entry(name, routine, false);
    return checked(new BytecodeEmitter().emit(fixture.unverified()));
  }

  static Code set(Local local, Val value) {
    return new Code.Set(local, value);
  }

  static Code declare(Local local, Val value) {
    return new Code.Declare(local, Optional.of(value));
  }

  static PlanType.Scalar scalar(ScalarType kind) {
    return new PlanType.Scalar(kind);
  }
}
