package dev.luminar.emit.c;

import dev.luminar.diag.Span;
import dev.luminar.model.Parameter;
import dev.luminar.model.RuntimeConfig;
import dev.luminar.model.expr.BinaryOperator;
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
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import dev.luminar.plan.TaskRegion;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** Builds small plans by hand. */
final class PlanBuilder {
  final String name;
  final List<StructLayout> structs = new ArrayList<>();
  final List<ErrorSite> sites = new ArrayList<>();
  final List<ExternPlan> externs = new ArrayList<>();
  final List<Routine> routines = new ArrayList<>();
  final List<BareRegion> regions = new ArrayList<>();
  final List<TaskRegion> taskRegions = new ArrayList<>();
  final List<Hook> hooks = new ArrayList<>();
  final List<Entry> entries = new ArrayList<>();

  PlanBuilder(String name) {
    this.name = name;
  }

  /** The locals of a routine that is being made. */
  static final class Scope {
    final List<Local> locals = new ArrayList<>();
    final List<Local> params = new ArrayList<>();

    Local param(String name, PlanType type) {
      Local local = local(name, type);
      params.add(local);
      return local;
    }

    Local local(String name, PlanType type) {
      Local local = new Local(locals.size(), name, type);
      locals.add(local);
      return local;
    }
  }

  static final PlanType F64S = new PlanType.Buffer(PlanType.F64, false);
  static final PlanType I64S = new PlanType.Buffer(PlanType.I64, false);

  static PlanType buffer(ScalarType kind, boolean atomic) {
    return new PlanType.Buffer(new PlanType.Scalar(kind), atomic);
  }

  int site(String type, String message) {
    sites.add(new ErrorSite(sites.size(), type, message, Span.at("test.lum", 3 + sites.size(), 5)));
    return sites.size() - 1;
  }

  Code.Raise raise(int site, Val... args) {
    return new Code.Raise(site, Val.i64(0), Lists.immutable.of(args));
  }

  /** Adds a routine; {@code body} declares its locals. */
  int routine(
      String name,
      Routine.Kind kind,
      PlanType result,
      boolean context,
      boolean fallible,
      Function<Scope, Code> body) {
    Scope scope = new Scope();
    Code code = body.apply(scope);
    int id = routines.size();
    routines.add(
        new Routine(
            id,
            name,
            kind,
            Lists.immutable.ofAll(scope.params),
            result,
            context,
            fallible,
            Lists.immutable.ofAll(scope.locals),
            code,
            Optional.empty(),
            0,
            Span.at("test.lum", 1, 1)));
    return id;
  }

  /** Adds a resumable routine all of whose locals are in its frame; parameters come first. */
  int step(String name, int suspensions, Function<Scope, Code> body) {
    int id = routine(name, Routine.Kind.STEP, PlanType.NOTHING, true, true, body);
    Routine r = routines.get(id);
    ImmutableList<FrameLayout.Field> fields =
        r.locals().collect(local -> new FrameLayout.Field(local.name(), local.type()));
    var places = IntLists.mutable.empty();
    for (int k = 0; k < fields.size(); k++) {
      places.add(k);
    }
    routines.set(
        id,
        new Routine(
            id,
            r.name(),
            r.kind(),
            r.params(),
            r.result(),
            r.usesContext(),
            r.fallible(),
            r.locals(),
            r.body(),
            Optional.of(new FrameLayout(fields, places.toImmutable(), 0, false)),
            suspensions,
            r.span()));
    return id;
  }

  /** Adds a function that the host can call. */
  int function(
      String name, PlanType result, boolean context, boolean fallible, Function<Scope, Code> body) {
    int id = routine(name, Routine.Kind.FUNCTION, result, context, fallible, body);
    Routine routine = routines.get(id);
    entries.add(
        new Entry(
            name,
            routine.params().collect(p -> new Parameter(p.name(), type(p.type()), Span.NONE)),
            result instanceof PlanType.Nothing ? Optional.empty() : Optional.of(type(result)),
            id,
            regions.stream().anyMatch(r -> r.errors() instanceof RegionErrors.Collect)
                || taskRegions.stream().anyMatch(r -> r.errors() instanceof RegionErrors.Collect),
            !hooks.isEmpty(),
            false));
    return id;
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

  int region(
      String name,
      int chunk,
      Threads threads,
      RegionErrors errors,
      List<ReductionPlan> reductions,
      long runLength) {
    Routine routine = routines.get(chunk);
    int captures = routine.params().size() - 2;
    regions.add(
        new BareRegion(
            regions.size(),
            name,
            "parallel(i in 0..<n)",
            true,
            chunk,
            routine
                .params()
                .take(captures)
                .collect(p -> new Capture(p.name(), p.type(), Capture.Access.READ_ONLY)),
            threads,
            new ChunkSchedule.Static(),
            1,
            false,
            runLength,
            false,
            errors,
            Lists.immutable.ofAll(reductions),
            Lists.immutable.of("no rule asks for a runtime"),
            Span.at("test.lum", 2, 3)));
    return regions.size() - 1;
  }

  Plan build() {
    return new Plan(
        name,
        Lists.immutable.ofAll(structs),
        Lists.immutable.ofAll(sites),
        Lists.immutable.ofAll(externs),
        Lists.immutable.ofAll(routines),
        Lists.immutable.ofAll(regions),
        Lists.immutable.ofAll(taskRegions),
        Lists.immutable.ofAll(entries),
        RuntimeConfig.DEFAULT,
        Lists.immutable.ofAll(hooks),
        Span.NONE);
  }

  // ---- values ----

  static Val read(Local local) {
    return Val.read(local);
  }

  static Val f64(double value) {
    return new Val.Const(ScalarType.F64, Double.doubleToRawLongBits(value));
  }

  static Val op(BinaryOperator op, ScalarType kind, Val left, Val right) {
    return new Val.Binary(op, kind, left, right);
  }

  static Code let(Local local, Val value) {
    return new Code.Declare(local, Optional.of(value));
  }

  static Code ret(Val value) {
    return new Code.Return(Optional.of(value));
  }
}
