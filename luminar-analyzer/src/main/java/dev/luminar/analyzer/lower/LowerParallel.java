package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.model.Parallel;
import dev.luminar.model.Reduction;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BareRegion;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * This pass lowers parallel blocks to bare regions: a chunk routine that runs consecutive
 * iterations, and the statement that hands chunks to threads.
 */
final class LowerParallel {

  private LowerParallel() {}

  static void lower(RoutineBuilder b, Parallel block) {
    RegionAnalysis analysis = b.lowering.region(b.cursor);
    LowerLoop.Trip trip = LowerLoop.counted(b, block.range());
    // So that the chunk can capture the bounds of the range.
    bound(b, Hidden.FIRST, trip.from());
    bound(b, Hidden.STEP, trip.step());
    BareRegions.overlapChecks(b, analysis, block.span());
    analysis.injectivityChecks().each(check -> LowerInjectivity.lower(b, block, trip, check));
    Optional<Val> apart = LowerGuard.of(b, analysis.guard());
    Val count =
        analysis.arrays().isEmpty() && analysis.privateSums().isEmpty()
            ? trip.last()
            : b.atom("iterations", trip.last());
    PartialArrays arrays = PartialArrays.results(b, block, analysis, count);
    List<Local> results = new ArrayList<>();
    b.scoped(() -> {
      arrays.open();
      results.addAll(new Ways(b, block, analysis, trip, apart, arrays).run());
      arrays.close();
    });
    ImmutableList<Reduction> single = block.reductions().select(r -> r.length().isEmpty());
    for (int i = 0; i < results.size(); i++) {
      b.bind(single.get(i).name(), results.get(i));
    }
    for (PartialArray array : arrays.arrays()) {
      if (array.sum == null) {
        b.bind(array.name, array.target);
      }
    }
  }

  /**
   * The ways to run a block, among which it is chosen at run time.
   *
   * @param apart whether the iterations may run at the same time, where that is asked
   */
  private record Ways(
      RoutineBuilder b,
      Parallel block,
      RegionAnalysis analysis,
      LowerLoop.Trip trip,
      Optional<Val> apart,
      PartialArrays arrays) {

    /** Emits what runs the block; gives the results. */
    List<Local> run() {
      boolean isChosen = arrays.choice().isPresent();
      List<Local> values = new ArrayList<>();
      List<Local> results = isChosen ? declared() : new ArrayList<>();
      Hoisting.Ways ways =
          b.lowering.hoisting.twoWays(
              b,
              block,
              loop -> {
                if (isChosen) {
                  choose(results, loop, "");
                } else {
                  values.addAll(new Variant(this, loop, true).run(""));
                }
              });
      if (ways.look() == null) {
        b.emitAll(ways.first());
        return isChosen ? results : values;
      }
      if (!isChosen) {
        results.addAll(declared());
      }
      Code checked =
          ways.checked(() -> {
            if (isChosen) {
              choose(results, null, "_checked");
            } else {
              set(results, new Variant(this, null, true).run("_checked"));
            }
          });
      b.emit(new Code.Note("when all indices fit, which one look tells, the checks go"));
      Code unchecked =
          b.nested(() -> {
            b.emitAll(ways.first());
            set(results, values);
          });
      b.emit(new Code.If(ways.look(), unchecked, checked));
      return results;
    }

    private List<Local> declared() {
      List<Local> results = new ArrayList<>();
      for (Reduction reduction : block.reductions()) {
        if (reduction.length().isEmpty()) {
          Local result = b.local(reduction.name(), b.plan.type(reduction.type()));
          b.emit(new Code.Declare(result, Optional.empty()));
          results.add(result);
        }
      }
      return results;
    }

    /** Emits the block twice: with copies for each thread, and with atomic operations. */
    private void choose(List<Local> results, Hoisting.@Nullable Loop loop, String suffix) {
      int regions = b.cursor.regionsSoFar();
      Code copies = b.nested(() -> inCopies(results, loop, suffix));
      b.cursor.reset(regions);
      Code shared =
          b.nested(() -> set(results, new Variant(this, loop, false).run("_atomic" + suffix)));
      b.emit(new Code.If(arrays.choice().orElseThrow(), copies, shared));
    }

    private void inCopies(List<Local> results, Hoisting.@Nullable Loop loop, String suffix) {
      // What iterations before a failed one added is there, as what they stored is.
      b.catching(
          "block_failed",
          false,
          () -> set(results, new Variant(this, loop, true).run(suffix)),
          () -> {
            arrays.closeSums();
            b.emit(new Code.Reraise());
            b.noteRaise();
          });
    }

    private void set(List<Local> results, List<Local> values) {
      for (int i = 0; i < values.size(); i++) {
        b.emit(new Code.Set(results.get(i), Val.read(values.get(i))));
      }
    }
  }

  /**
   * One way to run the block.
   *
   * @param loop the look at the entry that stands for checks; null where all of them stay
   * @param inCopies whether threads have copies of the arrays where that is chosen at run time
   */
  private record Variant(Ways ways, Hoisting.@Nullable Loop loop, boolean inCopies) {

    /** Lowers the block and emits the statement that runs it; gives the results. */
    List<Local> run(String suffix) {
      RoutineBuilder b = ways.b();
      Parallel block = ways.block();
      RegionAnalysis analysis = ways.analysis();
      LowerLoop.Trip trip = ways.trip();
      Optional<Val> apart = ways.apart();
      PartialArrays arrays = ways.arrays();
      RegionErrors strategy = RegionParts.errors(block.options().onError());
      Optional<Local> team = LowerTeam.of(b, analysis, block.options().cores());
      int region = b.plan.reserveBareRegion();
      String name = RegionParts.name(b, block, "parallel", suffix);
      RoutineBuilder chunk =
          new RoutineBuilder(
              b.lowering,
              b,
              Routine.Kind.CHUNK,
              b.plan.reserveRoutine(),
              b.plan.unique(name + "$chunk"),
              b.cursor);
      Local from = chunk.local("from", PlanType.I64);
      Local to = chunk.local("to", PlanType.I64);
      Local position = chunk.local("position", PlanType.I64);
      LowerReduction reductions = new LowerReduction(chunk, block);
      chunk.reductions = reductions;
      reductions.parts.open(analysis, arrays, inCopies, position, from);

      boolean[] raised = new boolean[1];
      b.lowering.hoisting.facts.enter();
      Code iteration =
          chunk.nested(() -> {
            Val value = index(chunk, position);
            Code body =
                chunk.nested(() ->
                    raised[0] =
                        chunk.catching(
                            "iteration_failed",
                            () -> LowerFunction.body(chunk, block.body()),
                            () -> fail(chunk, strategy, position, value, reductions)));
            if (chunk.needsPosition()) {
              chunk.emit(new Code.SetPosition(step(position, value)));
            }
            reductions.startIteration(raised[0]);
            chunk.emit(reductions.tidy(body, raised[0]));
            reductions.parts.endIteration();
          });
      b.lowering.hoisting.facts.leave();
      Optional<Code> strips =
          raised[0] ? strips(chunk, reductions, from, to, position, iteration) : Optional.empty();
      if (strips.isPresent()) {
        chunk.emitAll(strips.get());
      } else {
        reductions.loop(position, from, to, iteration);
      }
      reductions.parts.close();
      chunk.emit(new Code.Return(Optional.empty()));
      if (raised[0]) {
        chunk.noteContext();
      }

      List<Local> params = new ArrayList<>(chunk.params());
      params.add(from);
      params.add(to);
      RegionErrors errors = RegionParts.needed(strategy, raised[0], chunk);
      b.plan.define(chunk.finish(PlanType.NOTHING, params, block.span()));
      b.plan.define(
          new BareRegion(
              region,
              name,
              RegionParts.notation(block),
              true,
              chunk.id,
              RegionParts.captures(chunk, analysis),
              arrays.threads().isPresent()
                  ? new Threads.Exactly()
                  : BareRegions.threads(b, block.options().cores(), analysis),
              analysis.schedule().schedule(),
              analysis.schedule().grain(),
              apart.isPresent(),
              BareRegions.runLength(analysis),
              team.isPresent(),
              errors,
              reductions.plans(),
              arrays.isInBlocks() || reductions.plans().anySatisfy(ReductionPlan::shaped),
              analysis.reasons().newWithAll(analysis.sharing()),
              block.span()));
      List<Local> results = reductions.results(b);
      BareRegions.run(
          b,
          region,
          chunk,
          arrays.count(),
          block.options().cores(),
          team,
          apart,
          arrays.threads(),
          reductions.identities(arrays),
          results,
          errors,
          RegionParts.errorCount(b, block));
      return results;
    }

    /** Declares the iteration variable at a position, and returns its value. */
    private Val index(RoutineBuilder chunk, Local position) {
      Val value = value(chunk, ways.trip(), position);
      Parallel block = ways.block();
      Local index = chunk.declare(block.index(), narrow(value, block));
      Binding binding = chunk.bind(block.index(), index);
      chunk.lowering.hoisting.noteIndex(ways.b(), binding, block.range(), ways.trip(), loop);
      return value;
    }

    /** The iterations in strips, for which the tests at their beginning are made ahead. */
    private Optional<Code> strips(
        RoutineBuilder chunk,
        LowerReduction reductions,
        Local from,
        Local to,
        Local position,
        Code iteration) {
      Parallel block = ways.block();
      TestsAhead tests = TestsAhead.of(block);
      boolean isAlone = block.reductions().isEmpty() && reductions.parts.isEmpty();
      if (tests == null || !isAlone || ways.apart().isPresent() || chunk.needsPosition()) {
        return Optional.empty();
      }
      IndexFacts facts = chunk.lowering.hoisting.facts;
      facts.enter();
      Optional<Code> strips =
          tests.loop(chunk, block.body(), at -> index(chunk, at), from, to, position, iteration);
      facts.leave();
      return strips;
    }
  }

  private static void bound(RoutineBuilder b, Hidden name, Val value) {
    if (value instanceof Val.Read read) {
      b.bind(name, read.local());
    }
  }

  /** The value of the iteration variable, computed where the iteration runs. */
  private static Val value(RoutineBuilder chunk, LowerLoop.Trip trip, Local position) {
    Val from =
        trip.from() instanceof Val.Const c ? c : Val.read(chunk.lookup(Hidden.FIRST).local());
    Val step = trip.step() instanceof Val.Const c ? c : Val.read(chunk.lookup(Hidden.STEP).local());
    return new LowerLoop.Trip(Val.i64(0), Val.i64(0), false, from, step)
        .valueAt(Val.read(position));
  }

  private static Val narrow(Val value, Parallel block) {
    return LowerExpr.narrow(value, (ScalarType) block.range().start().type());
  }

  private static Code.PathStep step(Local position, Val value) {
    return new Code.PathStep(Val.i64(-1), Val.read(position), value);
  }

  private static void fail(
      RoutineBuilder chunk,
      RegionErrors strategy,
      Local position,
      Val value,
      LowerReduction reductions) {
    chunk.emit(new Code.RecordIteration(Val.read(position), step(position, value)));
    if (strategy instanceof RegionErrors.Stop) {
      chunk.emit(new Code.Note("stop: no later iteration of this run counts"));
      reductions.parts.flush();
      chunk.emit(new Code.Return(Optional.empty()));
    } else {
      reductions.dropIteration();
    }
  }
}
