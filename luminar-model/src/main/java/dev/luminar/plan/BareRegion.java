package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A region that runs on plain threads: positions 0 to n-1, cut into chunks by its {@link
 * ChunkSchedule}, each of them handed to the chunk routine in runs.
 *
 * <p>There is one part for each thread, and no more parts than there are chunks of {@link #grain}
 * positions, but always one. The static partition starts part t of T at {@code t*(n/T) + min(t,
 * n%T)} and ends it where part t+1 starts, so that no position is lost for any n and T and nothing
 * overflows. With a shaped reduction the unit is a block of {@link ReductionShape} instead of a
 * position: lengths of chunks and the grain are rounded up to whole blocks, and each call of the
 * chunk routine gets exactly one block; otherwise a chunk is cut into runs of at most {@link
 * #runLength} positions. Before each run the driver looks whether the region was stopped.
 *
 * @param id position in {@link Plan#bareRegions()}
 * @param name unique and readable, such as {@code sum$parallel1}
 * @param notation the head of the block in the text form, for banners
 * @param parallel whether it was a parallel block; else a concurrent block of plain tasks
 * @param chunk the routine of kind CHUNK
 * @param captures in the order of the chunk routine's parameters
 * @param threads how many threads
 * @param schedule which chunks there are and who takes them
 * @param grain the fewest positions of a chunk, at least 1
 * @param guarded whether each run says if its iterations may run at the same time; where not, there
 *     is one part, on the calling thread, and its positions run in their order
 * @param runLength positions between two looks at the stop flag, at least 1
 * @param onTeam whether the statement that runs it names a team, whose threads outlive the region
 * @param errors what becomes of errors
 * @param reductions its reductions to one value, in source order
 * @param isInBlocks whether each call of the chunk routine gets one block of {@link
 *     ReductionShape}; always so with a shaped reduction
 * @param reasons one line per reason for the mode, as explain() prints them
 * @param span the block
 */
public record BareRegion(
    int id,
    String name,
    String notation,
    boolean parallel,
    int chunk,
    ImmutableList<Capture> captures,
    Threads threads,
    ChunkSchedule schedule,
    long grain,
    boolean guarded,
    long runLength,
    boolean onTeam,
    RegionErrors errors,
    ImmutableList<ReductionPlan> reductions,
    boolean isInBlocks,
    ImmutableList<String> reasons,
    Span span) {
  /** Checks the components. */
  public BareRegion {
    requireNonNull(name, "name");
    requireNonNull(notation, "notation");
    requireNonNull(captures, "captures");
    requireNonNull(threads, "threads");
    requireNonNull(schedule, "schedule");
    requireNonNull(errors, "errors");
    requireNonNull(reductions, "reductions");
    requireNonNull(reasons, "reasons");
    requireNonNull(span, "span");
  }

  /** A region whose reductions alone say whether it runs in blocks. */
  public BareRegion(
      int id,
      String name,
      String notation,
      boolean parallel,
      int chunk,
      ImmutableList<Capture> captures,
      Threads threads,
      ChunkSchedule schedule,
      long grain,
      boolean guarded,
      long runLength,
      boolean onTeam,
      RegionErrors errors,
      ImmutableList<ReductionPlan> reductions,
      ImmutableList<String> reasons,
      Span span) {
    this(
        id,
        name,
        notation,
        parallel,
        chunk,
        captures,
        threads,
        schedule,
        grain,
        guarded,
        runLength,
        onTeam,
        errors,
        reductions,
        requireNonNull(reductions, "reductions").anySatisfy(ReductionPlan::shaped),
        reasons,
        span);
  }

  /** Whether a reduction to one value follows {@link ReductionShape}. */
  public boolean shaped() {
    return reductions.anySatisfy(ReductionPlan::shaped);
  }
}
