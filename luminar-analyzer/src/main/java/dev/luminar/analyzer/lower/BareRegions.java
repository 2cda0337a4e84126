package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.OverlapCheck;
import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.diag.Span;
import dev.luminar.model.Cores;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** The statement that runs a bare region. */
final class BareRegions {

  /** Positions between two looks at the stop flag, unless the grain is more. */
  private static final long RUN_LENGTH = 4096;

  /**
   * Threads start one after the other, so the last ones bring less: each is worth it from this part
   * of the work on for which several are.
   */
  private static final long SHARES_OF_SERIAL = 8;

  private BareRegions() {}

  /** Positions between two looks at the stop flag. */
  static long runLength(RegionAnalysis analysis) {
    return Math.max(RUN_LENGTH, analysis.schedule().grain());
  }

  static void run(
      RoutineBuilder b,
      int region,
      RoutineBuilder chunk,
      Val count,
      Cores cores,
      Optional<Local> team,
      Optional<Val> guard,
      Optional<Val> decided,
      ImmutableList<Val> identities,
      List<Local> results,
      RegionErrors errors,
      Optional<Binding> errorCount) {
    ImmutableList<Val> captures =
        Lists.immutable.ofAll(chunk.captured()).collect(Binding::handOver);
    Cores asked = resolved(b, cores);
    Optional<Val> threads =
        decided.isPresent() || asked.isAuto() ? decided : Optional.of(Val.i64(asked.count()));
    Optional<Local> counter =
        errorCount.isPresent() && !(errors instanceof RegionErrors.None)
            ? Optional.of(b.local("errors", PlanType.I64))
            : Optional.empty();
    b.lowering.reach.edge(b.id, chunk.id);
    switch (errors) {
      case RegionErrors.None none -> {}
      case RegionErrors.Stop stop -> b.noteRaise();
      case RegionErrors.Collect collect -> b.noteCollects();
      case RegionErrors.Ignore ignore -> b.noteContext();
    }
    if (chunk.usesContext()) {
      b.noteContext();
      b.notePosition();
    }
    b.emit(
        new Code.RunRegion(
            region,
            count,
            threads,
            team,
            guard,
            captures,
            identities,
            Lists.immutable.ofAll(results),
            counter));
    errorCount.ifPresent(variable ->
        b.emit(new Code.Set(variable.local(), counter.map(Val::read).orElseGet(() -> Val.i64(0)))));
  }

  /** How many threads a region runs on; one that lies in another region adds none by itself. */
  static Threads threads(RoutineBuilder b, Cores cores, RegionAnalysis analysis) {
    if (!resolved(b, cores).isAuto()) {
      return new Threads.Exactly();
    }
    if (b.outer != null) {
      return new Threads.Auto(Long.MAX_VALUE, 1);
    }
    return auto(analysis);
  }

  private static Threads.Auto auto(RegionAnalysis analysis) {
    long serialBelow = analysis.serialBelow();
    return new Threads.Auto(serialBelow, Math.max(1, serialBelow / SHARES_OF_SERIAL));
  }

  /** The number of threads, where it must be known before the region is run. */
  static Val threadCount(RoutineBuilder b, Cores cores, RegionAnalysis analysis, Val count) {
    Cores asked = resolved(b, cores);
    if (!asked.isAuto() || b.outer != null) {
      return Val.i64(asked.isAuto() ? 1 : asked.count());
    }
    Local threads = b.local("threads", PlanType.I64);
    Optional<Local> team = LowerTeam.of(b, analysis, cores);
    b.emit(new Code.AutoThreads(threads, count, auto(analysis), team));
    return Val.read(threads);
  }

  /** What the user asked for, or what {@code auto} stands for here. */
  static Cores resolved(RoutineBuilder b, Cores cores) {
    return cores.isAuto() && b.outer == null ? b.lowering.options.autoCores() : cores;
  }

  /** The checks that proofs of disjointness rely on: nothing has been written when one fails. */
  static void overlapChecks(RoutineBuilder b, RegionAnalysis analysis, Span span) {
    for (OverlapCheck check : analysis.overlapChecks()) {
      b.emit(
          new Code.CheckOverlap(
              Val.read(b.lookup(check.left()).local()),
              Val.read(b.lookup(check.right()).local()),
              check.inPlaceAllowed(),
              b.raise(BuiltInError.OVERLAP, span)));
    }
  }
}
