package dev.luminar.analyzer.program;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.facts.Access;
import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.facts.InjectivityCheck;
import dev.luminar.analyzer.facts.OverlapCheck;
import dev.luminar.analyzer.facts.RegionCapture;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.analyzer.facts.TaskFacts;
import dev.luminar.analyzer.facts.TeamLoop;
import dev.luminar.analyzer.mode.ConcurrencyAnalysis;
import dev.luminar.analyzer.mode.ConcurrencyCodeMetadata;
import dev.luminar.analyzer.mode.Decision;
import dev.luminar.analyzer.mode.Reason;
import dev.luminar.analyzer.mode.RegionResults;
import dev.luminar.analyzer.mode.ScheduleChoice;
import dev.luminar.model.ConcurrencyMode;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What was found and decided about a region.
 *
 * @param facts what was found
 * @param decision what was decided about its mode
 * @param team the sequential loops that it stands in, if it runs on plain threads and in a loop
 * @param schedule when its chunks meet its threads, if it runs on plain threads
 */
public record RegionAnalysis(
    RegionFacts facts, Decision decision, Optional<TeamLoop> team, ScheduleChoice schedule) {
  /** Checks the components. */
  public RegionAnalysis {
    requireNonNull(facts, "facts");
    requireNonNull(decision, "decision");
    requireNonNull(team, "team");
    requireNonNull(schedule, "schedule");
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
    return RegionResults.serialBelow(facts, decision, startNanos());
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
