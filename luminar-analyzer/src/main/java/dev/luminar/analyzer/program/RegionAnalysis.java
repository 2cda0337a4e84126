package dev.luminar.analyzer.program;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.facts.Access;
import dev.luminar.analyzer.facts.ArrayStorage;
import dev.luminar.analyzer.facts.ArrayStorages;
import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.facts.InjectivityCheck;
import dev.luminar.analyzer.facts.OverlapCheck;
import dev.luminar.analyzer.facts.PrivateSum;
import dev.luminar.analyzer.facts.PrivateSums;
import dev.luminar.analyzer.facts.RegionCapture;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.analyzer.facts.TaskFacts;
import dev.luminar.analyzer.facts.TeamLoop;
import dev.luminar.analyzer.facts.Trait;
import dev.luminar.analyzer.mode.ConcurrencyAnalysis;
import dev.luminar.analyzer.mode.ConcurrencyCodeMetadata;
import dev.luminar.analyzer.mode.Decision;
import dev.luminar.analyzer.mode.Reason;
import dev.luminar.analyzer.mode.RegionResults;
import dev.luminar.analyzer.mode.ScheduleChoice;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.Function;
import dev.luminar.model.Parallel;
import dev.luminar.plan.Capture;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What was found and decided about a region.
 *
 * @param facts what was found
 * @param decision what was decided about its mode
 * @param team the sequential loops that it stands in, if it runs on plain threads and in a loop
 * @param schedule when its chunks meet its threads, if it runs on plain threads
 * @param arrays how its iterations share its reductions over arrays, in source order
 * @param privateSums the atomic places from outside that its iterations only add to
 */
public record RegionAnalysis(
    RegionFacts facts,
    Decision decision,
    Optional<TeamLoop> team,
    ScheduleChoice schedule,
    ImmutableList<ArrayStorage> arrays,
    ImmutableList<PrivateSum> privateSums) {
  /** Checks the components. */
  public RegionAnalysis {
    requireNonNull(facts, "facts");
    requireNonNull(decision, "decision");
    requireNonNull(team, "team");
    requireNonNull(schedule, "schedule");
    requireNonNull(arrays, "arrays");
    requireNonNull(privateSums, "privateSums");
  }

  /** Returns the analysis of a region of a function. */
  public static RegionAnalysis of(
      Function function,
      RegionFacts facts,
      Decision decision,
      Optional<TeamLoop> team,
      ScheduleChoice schedule) {
    requireNonNull(function, "function");
    requireNonNull(facts, "facts");
    requireNonNull(decision, "decision");
    boolean isBare = decision.mode() == ConcurrencyMode.BARE_METAL;
    return new RegionAnalysis(
        facts,
        decision,
        team,
        schedule,
        facts.region() instanceof Parallel parallel
            ? ArrayStorages.of(parallel)
            : Lists.immutable.empty(),
        isBare ? PrivateSums.of(function, facts) : Lists.immutable.empty());
  }

  /** Returns which region it is. */
  public RegionKey key() {
    return facts.key();
  }

  /** Returns its mode. */
  public ConcurrencyMode mode() {
    return decision.mode();
  }

  /** Returns the lines that say why, as explain prints them. */
  public ImmutableList<String> reasons() {
    return decision.reasons().collect(Reason::toString);
  }

  /** Returns the lines that say how its iterations share what they compute together. */
  public ImmutableList<String> sharing() {
    return arrays
        .collect(array -> "reduces " + array.name() + " " + array.reason())
        .newWithAll(privateSums.collect(sum -> "changes " + sum.name() + " late: " + sum.reason()));
  }

  /** Returns the analysis with the fields of the original design. */
  public ConcurrencyAnalysis analysis() {
    return RegionResults.analysis(facts, decision);
  }

  /** Returns the metadata of its code with the fields of the original design. */
  public ConcurrencyCodeMetadata metadata() {
    return RegionResults.metadata(facts, decision);
  }

  /** Returns the names from outside that it uses, in the order of their first uses. */
  public ImmutableList<RegionCapture> captures() {
    return facts.captures();
  }

  /** Returns its task and worker statements in source order; none for a parallel block. */
  public ImmutableList<TaskFacts> tasks() {
    return facts.tasks();
  }

  /** Returns the number of positions under which it runs on the calling thread; 0 for never. */
  public long serialBelow() {
    boolean isEachPrivate =
        privateSums.notEmpty()
            && facts
                .captures()
                .select(capture -> capture.access() == Capture.Access.ATOMIC)
                .allSatisfy(c -> privateSums.anySatisfy(sum -> sum.name().equals(c.name())));
    boolean sharesAtomics = facts.has(Trait.ATOMICS) && !isEachPrivate;
    return RegionResults.serialBelow(facts, decision, startNanos(), sharesAtomics);
  }

  /** Returns about how long it takes to give a run of it to threads, in nanoseconds. */
  public double startNanos() {
    return RegionResults.startNanos(team);
  }

  /** Returns the verdict about each access to a buffer that its tasks share. */
  public ImmutableList<Access> accesses() {
    return facts.accesses();
  }

  /** Returns the condition, asked at its entry, under which no two of its tasks collide. */
  public Guard guard() {
    return facts.guard();
  }

  /** Returns the checks of {@code assume_injective(check)} that are made when it is entered. */
  public ImmutableList<InjectivityCheck> injectivityChecks() {
    return facts.injectivityChecks();
  }

  /** Returns the pairs of captured buffers whose overlap must be checked when it is entered. */
  public ImmutableList<OverlapCheck> overlapChecks() {
    return facts.overlapChecks();
  }
}
