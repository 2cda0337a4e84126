package dev.luminar.testkit.random;

import dev.luminar.diag.Span;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.Combine;
import dev.luminar.model.Concurrent;
import dev.luminar.model.ConcurrentOptions;
import dev.luminar.model.Cores;
import dev.luminar.model.ErrorStrategy;
import dev.luminar.model.OnError;
import dev.luminar.model.Parallel;
import dev.luminar.model.ParallelOptions;
import dev.luminar.model.Reduction;
import dev.luminar.model.Schedule;
import dev.luminar.model.Stmt;
import dev.luminar.model.Stmts;
import dev.luminar.model.Task;
import dev.luminar.model.TaskIndex;
import dev.luminar.model.UserCombine;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.testkit.random.Place.Lent;
import dev.luminar.testkit.random.Place.Named;
import dev.luminar.testkit.random.Place.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;

/** Makes parallel blocks, and concurrent blocks of plain tasks. */
final class GenerateRegion {
  private static final int CORES_MAX = 9;

  private final GenerateStmt statements;
  private final Choices choices;
  private final Sharing sharing;

  GenerateRegion(GenerateStmt statements) {
    this.statements = statements;
    this.choices = statements.choices;
    this.sharing = new Sharing(choices);
  }

  private OnError strategy(Place place) {
    if (place.isPure || place.isSafe) {
      return choices.percent(60) ? OnError.STOP : OnError.IGNORE;
    }
    return switch (choices.weighted(40, 18, 14, 12, 16)) {
      case 0 -> OnError.STOP;
      case 1 -> OnError.COLLECT;
      case 2 -> OnError.collect(choices.between(1, 4));
      case 3 -> OnError.collectUnbounded();
      default -> OnError.IGNORE;
    };
  }

  private ParallelOptions options(Place place) {
    ParallelOptions.Builder options = ParallelOptions.builder().onError(strategy(place));
    if (choices.percent(20)) {
      options.cores(Cores.exactly(choices.between(1, place.depth == 0 ? CORES_MAX : 3)));
    }
    if (choices.percent(20)) {
      options.schedule(schedule());
    }
    if (choices.percent(10)) {
      options.grain(choices.between(1, 100));
    }
    return options.build();
  }

  private Schedule schedule() {
    return switch (choices.below(3)) {
      case 0 -> Schedule.STATIC;
      case 1 ->
          statements.features.hasDynamic()
              ? Schedule.dynamic(choices.between(1, 20))
              : Schedule.STATIC;
      default -> statements.features.hasGuided() ? Schedule.GUIDED : Schedule.AUTO;
    };
  }

  void parallel(List<Stmt> into, Place place) {
    long most = Math.max(1, GenerateStmt.REPEATS_MAX / place.repeats);
    boolean isLarge = most >= 5_000 && choices.percent(12);
    Steps steps =
        isLarge
            ? statements.ranges.large(place.depth == 0 ? 70_000 : most)
            : statements.ranges.of(place, most);
    ParallelOptions options = options(place);
    boolean isStop = options.onError().strategy() == ErrorStrategy.STOP;
    String index = statements.names.fresh("i");
    Place inner = sharing.iteration(place, isStop);
    inner.repeats = place.repeats * Math.max(1, steps.count());
    inner.values.add(new Named(index, inner.depth, steps));
    if (!place.isPure || place.depth > 0) {
      sharing.own(inner, place, index, steps, isStop);
    }
    List<Reduction> reductions = new ArrayList<>(reductions(place));
    Optional<Reduction> mixed = choices.percent(55) ? Optional.of(mixed()) : Optional.empty();
    for (Reduction reduction : reductions) {
      Optional<Long> length =
          reduction.length().map(l -> ((dev.luminar.model.expr.Literal) l).longValue());
      inner.sinks.add(new Sink(reduction.name(), reduction.type(), length, inner.depth));
    }
    List<Stmt> body = new ArrayList<>();
    if (mixed.isPresent()) {
      statements.mixing.open(body, inner);
    }
    int known = inner.values.size();
    statements.fill(body, inner, choices.between(1, isLarge ? 3 : 5));
    statements.mixing.add(body, inner, known);
    mixed.ifPresent(m -> {
      body.add(
          Stmts.contribute(
              Exprs.ref(m.name(), ScalarType.I64),
              GenerateExpr.ref(java.util.Objects.requireNonNull(inner.mix))));
      reductions.add(m);
    });
    for (Sink sink : List.copyOf(inner.sinks)) {
      if (choices.percent(85)) {
        contribute(body, inner, sink);
      }
    }
    Optional<String> label = label();
    into.add(
        new Parallel(
            label,
            index,
            steps.range(),
            options,
            Lists.immutable.ofAll(reductions),
            GenerateStmt.block(body),
            Span.NONE));
    label.ifPresent(place.labels::add);
    reductions.forEach(r -> bind(r, place));
    mixed.ifPresent(m -> statements.mixing.add(into, place, Exprs.ref(m.name(), ScalarType.I64)));
  }

  /** Through it the host sees what the iterations computed. */
  private Reduction mixed() {
    BuiltinCombine by =
        choices.of(BuiltinCombine.SUM, BuiltinCombine.XOR, BuiltinCombine.MIN, BuiltinCombine.OR);
    return new Reduction(
        statements.names.fresh("t"), ScalarType.I64, Optional.empty(), by, false, Span.NONE);
  }

  private Optional<String> label() {
    return choices.percent(35) ? Optional.of(statements.names.fresh("L")) : Optional.empty();
  }

  private static void bind(Reduction reduction, Place place) {
    if (reduction.length().isPresent()) {
      long length = ((dev.luminar.model.expr.Literal) reduction.length().get()).longValue();
      BufferType type = new BufferType(reduction.type(), false);
      place.buffers.add(
          new Lent(reduction.name(), type, place.depth, place.life, length, false, false));
    } else {
      place.values.add(new Named(reduction.name(), reduction.type(), place.depth, false, 0));
    }
  }

  private List<Reduction> reductions(Place place) {
    List<Reduction> reductions = new ArrayList<>();
    int count = choices.weighted(35, 40, 20, 5);
    for (int i = 0; i < count; i++) {
      reduction(place).ifPresent(reductions::add);
    }
    return reductions;
  }

  private Optional<Reduction> reduction(Place place) {
    String name = statements.names.fresh("t");
    List<Callee> combines = statements.callees.stream().filter(this::isCombine).toList();
    Optional<Expr> length =
        !place.isSafe && statements.features.hasArrayReductions() && choices.percent(20)
            ? Optional.of(Exprs.i64(choices.between(1, 12)))
            : Optional.empty();
    if (!combines.isEmpty() && length.isEmpty() && choices.percent(45)) {
      Callee combine = choices.of(combines);
      ElementType type = (ElementType) combine.function().result().orElseThrow();
      Combine by = new UserCombine(combine.name(), statements.exprs.of(type, place, 1));
      return Optional.of(new Reduction(name, type, length, by, false, Span.NONE));
    }
    ScalarType type = statements.exprs.scalarType();
    BuiltinCombine by =
        choices.of(Arrays.stream(BuiltinCombine.values()).filter(b -> b.takes(type)).toList());
    boolean isOrderFree = !type.isFloat() || by == BuiltinCombine.MIN || by == BuiltinCombine.MAX;
    return Optional.of(
        new Reduction(name, type, length, by, isOrderFree && choices.percent(20), Span.NONE));
  }

  private boolean isCombine(Callee callee) {
    if (!callee.isSafe() || !callee.isPure() || callee.function().parameters().size() != 2) {
      return false;
    }
    var type = callee.function().result().orElse(ScalarType.I8);
    return callee.function().parameters().allSatisfy(p -> p.type().equals(type))
        && (statements.features.hasStructReductions() || !(type instanceof StructType));
  }

  void contribute(List<Stmt> into, Place place) {
    List<Sink> sinks = place.sinks.stream().filter(s -> s.depth() == place.depth).toList();
    if (sinks.isEmpty()) {
      statements.let(into, place);
    } else {
      contribute(into, place, choices.of(sinks));
    }
  }

  private void contribute(List<Stmt> into, Place place, Sink sink) {
    Expr value = statements.exprs.of(sink.type(), place, 2);
    if (sink.length().isEmpty()) {
      into.add(Stmts.contribute(Exprs.ref(sink.name(), sink.type()), value));
      return;
    }
    long length = sink.length().get();
    Expr index =
        choices.percent(4)
            ? statements.exprs.masked(15, place, 1)
            : statements.exprs.within(length, place);
    into.add(
        Stmts.contribute(Exprs.ref(sink.name(), new BufferType(sink.type(), false)), index, value));
  }

  void concurrent(List<Stmt> into, Place place) {
    if (place.isPure) {
      parallel(into, place);
      return;
    }
    OnError onError = strategy(place);
    boolean isStop = onError.strategy() == ErrorStrategy.STOP;
    Optional<Place.Cell> mixed = Optional.empty();
    if (choices.percent(55)) {
      String name = statements.names.fresh("c");
      into.add(Stmts.cell(name, ScalarType.I64, Exprs.i64(0)));
      mixed = Optional.of(new Place.Cell(name, ScalarType.I64, place.depth, place.life));
      place.cells.add(mixed.get());
    }
    int count = choices.between(1, 4);
    List<Place> places = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Place inner = sharing.iteration(place, isStop);
      // Of several that fail, any may be the one that stops the others.
      inner.isSafe = place.isSafe || (isStop && k > 0);
      places.add(inner);
    }
    // What one does to an atomic place, all do.
    places.forEach(p -> p.operators.putAll(places.get(0).operators));
    Optional<String> sum = mixed.map(Place.Cell::name);
    sum.ifPresent(name -> places.forEach(p -> p.operators.put(name, AtomicOperator.ADD)));
    sharing.divide(places, place, isStop);
    List<Stmt> body = new ArrayList<>();
    for (Place inner : places) {
      body.add(task(inner, place, isStop, sum));
    }
    Optional<String> label = label();
    ConcurrentOptions options = ConcurrentOptions.builder().onError(onError).build();
    into.add(new Concurrent(label, options, GenerateStmt.block(body), Span.NONE));
    label.ifPresent(place.labels::add);
    sum.ifPresent(name -> {
      String seen = statements.names.fresh("a");
      into.add(Stmts.load(seen, Stmts.cellPlace(name, ScalarType.I64)));
      place.values.add(new Named(seen, ScalarType.I64, place.depth, false, 0));
      statements.mixing.add(into, place, Exprs.ref(seen, ScalarType.I64));
    });
  }

  private Stmt task(Place inner, Place around, boolean isStop, Optional<String> sum) {
    Optional<TaskIndex> over = Optional.empty();
    if (choices.percent(35) && (inner.isSafe || !isStop)) {
      Steps steps =
          statements.ranges.of(around, Math.min(8, GenerateStmt.REPEATS_MAX / inner.repeats));
      String index = statements.names.fresh("k");
      over = Optional.of(new TaskIndex(index, steps.range()));
      inner.repeats *= Math.max(1, steps.count());
      share(inner, around, index, steps);
      inner.values.add(new Named(index, inner.depth, steps));
    }
    List<Stmt> body = new ArrayList<>();
    if (sum.isPresent()) {
      statements.mixing.open(body, inner);
    }
    int known = inner.values.size();
    statements.fill(body, inner, choices.between(1, 4));
    statements.mixing.add(body, inner, known);
    sum.ifPresent(name ->
        body.add(
            Stmts.rmw(
                AtomicOperator.ADD,
                Stmts.cellPlace(name, ScalarType.I64),
                GenerateExpr.ref(java.util.Objects.requireNonNull(inner.mix)))));
    return new Task(Optional.empty(), over, Optional.empty(), GenerateStmt.block(body), Span.NONE);
  }

  /** Tasks of one statement share what a single task would have for itself. */
  private void share(Place inner, Place around, String index, Steps steps) {
    Place own = new Place();
    own.depth = around.depth;
    own.life = around.life;
    for (Lent buffer : around.buffers) {
      if (inner.owns(buffer)) {
        own.buffers.add(buffer);
        inner.roles.put(buffer, Place.Role.of(Place.Role.Kind.READ));
      }
    }
    sharing.own(inner, own, index, steps, false);
  }
}
