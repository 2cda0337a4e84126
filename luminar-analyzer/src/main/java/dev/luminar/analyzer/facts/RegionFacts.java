package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Region;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What is known about a region. The methods that begin with has, get and requires are the criteria
 * of the original design, under its names.
 *
 * @param key which region
 * @param region the statement
 * @param captures names from outside that it uses, in the order of their first uses
 * @param tasks its task and worker statements, in source order; none for a parallel block
 * @param traits places that show a trait, at most {@link #PLACES_MAX} for each
 * @param calls the functions that it calls, outside of regions in it, each at its first place
 * @param nested the ordinals of the regions directly in it
 * @param positions how many iterations or tasks it has, where that is constant
 * @param nanosPerPosition an estimate of the work of an iteration or task
 * @param accesses the verdict about each access to a buffer that its tasks share
 * @param guard the condition under which no two tasks collide
 * @param injectivityChecks checks of {@code assume_injective(check)}, made when it is entered
 * @param overlapChecks pairs of buffers that must be checked for overlap when the region is entered
 */
public record RegionFacts(
    RegionKey key,
    Region region,
    ImmutableList<RegionCapture> captures,
    ImmutableList<TaskFacts> tasks,
    Map<Trait, ImmutableList<Span>> traits,
    ImmutableList<CallPlace> calls,
    ImmutableList<Integer> nested,
    OptionalLong positions,
    double nanosPerPosition,
    ImmutableList<Access> accesses,
    Guard guard,
    ImmutableList<InjectivityCheck> injectivityChecks,
    ImmutableList<OverlapCheck> overlapChecks) {
  /** The most places that are kept for a trait. */
  public static final int PLACES_MAX = 4;

  /** Checks the components. */
  public RegionFacts {
    requireNonNull(traits, "traits");
    requireNonNull(key, "key");
    requireNonNull(region, "region");
    requireNonNull(captures, "captures");
    requireNonNull(tasks, "tasks");
    traits = Map.copyOf(traits);
    requireNonNull(calls, "calls");
    requireNonNull(nested, "nested");
    requireNonNull(positions, "positions");
    requireNonNull(accesses, "accesses");
    requireNonNull(guard, "guard");
    requireNonNull(injectivityChecks, "injectivityChecks");
    requireNonNull(overlapChecks, "overlapChecks");
  }

  /**
   * A call.
   *
   * @param callee the function
   * @param span the place
   */
  public record CallPlace(String callee, Span span) {
    /** Checks the components. */
    public CallPlace {
      requireNonNull(callee, "callee");
      requireNonNull(span, "span");
    }
  }

  /** Returns this with what is known about its accesses. */
  public RegionFacts withVerdicts(RegionVerdicts verdicts) {
    requireNonNull(verdicts, "verdicts");
    return new RegionFacts(
        key,
        region,
        captures,
        tasks,
        traits,
        calls,
        nested,
        positions,
        nanosPerPosition,
        verdicts.accesses(),
        verdicts.guard(),
        verdicts.injectivityChecks(),
        verdicts.overlapChecks());
  }

  /** Returns this with the captures that are moved into one task. */
  RegionFacts withMoved(Set<MovedCaptures.Moved> moved) {
    return new RegionFacts(
        key,
        region,
        captures.collect(capture -> moved(capture, moved, Optional.empty())),
        tasks.collect(task ->
            new TaskFacts(
                task.ordinal(),
                task.isWorker(),
                task.isConditional(),
                task.count(),
                task.captures().collect(c -> moved(c, moved, Optional.of(task.span()))),
                task.span())),
        traits,
        calls,
        nested,
        positions,
        nanosPerPosition,
        accesses,
        guard,
        injectivityChecks,
        overlapChecks);
  }

  private RegionCapture moved(
      RegionCapture capture, Set<MovedCaptures.Moved> moved, Optional<Span> task) {
    boolean isMoved =
        moved.stream()
            .anyMatch(m ->
                m.region() == key.ordinal()
                    && m.name().equals(capture.name())
                    && task.map(span -> span.sameAs(m.task())).orElse(true));
    return isMoved ? capture.moved() : capture;
  }

  /** Returns the places that show a trait; none if it does not have it. */
  public ImmutableList<Span> places(Trait trait) {
    return traits.getOrDefault(requireNonNull(trait, "trait"), Lists.immutable.empty());
  }

  /** Says whether it has a trait. */
  public boolean has(Trait trait) {
    return places(trait).notEmpty();
  }

  /** Says whether it is a concurrent block. */
  public boolean isConcurrent() {
    return region instanceof Concurrent;
  }

  /** Says whether it declares or uses channels. */
  public boolean hasChannels() {
    return has(Trait.CHANNELS);
  }

  /** Says whether it retries, uses the error strategy runtime, or handles errors across waiting. */
  public boolean hasComplexErrorHandling() {
    return has(Trait.COMPLEX_ERRORS);
  }

  /** Says whether it has a pipeline or is of kind stream. */
  public boolean hasStreamProcessing() {
    return has(Trait.STREAM);
  }

  /** Says whether it has a worker. */
  public boolean hasWorkerStatements() {
    return has(Trait.WORKERS);
  }

  /** Says whether it is monitored. */
  public boolean hasMonitoring() {
    return has(Trait.MONITORING);
  }

  /** Says whether which tasks it starts is found out only while it runs. */
  public boolean hasDynamicTaskCreation() {
    return has(Trait.DYNAMIC_TASKS);
  }

  /** Says whether it asks for threads that steal work. */
  public boolean requiresLoadBalancing() {
    return has(Trait.LOAD_BALANCING);
  }

  /** Says whether its body does nothing but bind names and start tasks, each statement once. */
  public boolean hasSimpleTaskIteration() {
    return !has(Trait.OWNER_WORK) && !hasDynamicTaskCreation();
  }

  /**
   * Returns the number of tasks: task statements times their constant counts. A statement whose
   * count is known only at run time is partitioned over threads and counts as one; so do the
   * iterations of a parallel block together.
   */
  public long getTaskCount() {
    if (!isConcurrent()) {
      return 1;
    }
    long count = 0;
    for (TaskFacts task : tasks) {
      count += Math.min(task.count().orElse(1), Integer.MAX_VALUE);
    }
    return count;
  }
}
