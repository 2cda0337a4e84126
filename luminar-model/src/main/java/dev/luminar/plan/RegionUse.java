package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Walk;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a plan's bare regions use of what belongs to a region at run time: emitters leave out the
 * rest.
 */
public final class RegionUse {
  private RegionUse() {}

  /**
   * Whether a part of the region is nothing but a call of the chunk routine: on the calling thread
   * alone the region is one such call. So it is if it has neither reductions nor errors, its
   * positions are dealt out before they run, and its code, with all that this calls, uses nothing
   * of a part and runs no region inside.
   *
   * @param plan the plan that the region is of
   * @param region the region
   */
  public static boolean isPlain(Plan plan, BareRegion region) {
    requireNonNull(plan, "plan");
    requireNonNull(region, "region");
    return region.schedule() instanceof ChunkSchedule.Static
        && region.errors() instanceof RegionErrors.None
        && !region.isInBlocks()
        && region.reductions().isEmpty()
        && !plan.routines().get(region.chunk()).usesContext()
        && !reaches(plan, List.of(region.chunk()), RegionUse::usesPart);
  }

  /**
   * Whether the chunk routine of a region in blocks does nothing besides the lanes of a block: then
   * one call may take several blocks, each with lanes of its own. Not where an error stops the
   * region, which is looked at between blocks.
   *
   * @param plan the plan that the region is of
   * @param region the region
   */
  public static boolean isLanesOnly(Plan plan, BareRegion region) {
    requireNonNull(plan, "plan");
    requireNonNull(region, "region");
    Routine chunk = plan.routines().get(region.chunk());
    return region.shaped()
        && !(region.errors() instanceof RegionErrors.Stop)
        && chunk.body() instanceof Code.Seq seq
        && seq.items().count(code -> code instanceof Code.Lanes) == 1
        && seq.items()
            .allSatisfy(code ->
                code instanceof Code.Lanes
                    || code instanceof Code.Mark
                    || code instanceof Code.Note
                    || code instanceof Code.Return);
  }

  private static boolean usesPart(Code code) {
    return switch (code) {
      case Code.RunRegion r -> true;
      case Code.AutoThreads a -> true;
      case Code.PartNumber p -> true;
      case Code.LoadPartial l -> true;
      case Code.StorePartial s -> true;
      case Code.Lanes l -> true;
      case Code.CallExtern c -> true; // it may come back into the program
      default -> false;
    };
  }

  /**
   * Whether a region that chooses its threads itself can be reached from inside a bare region: it
   * must know then that it is inside of one.
   *
   * @param plan the plan
   */
  public static boolean nests(Plan plan) {
    requireNonNull(plan, "plan");
    return reaches(
        plan,
        plan.bareRegions().collect(BareRegion::chunk).castToList(),
        code ->
            code instanceof Code.AutoThreads
                || code instanceof Code.RunRegion run
                    && plan.bareRegions().get(run.region()).threads() instanceof Threads.Auto);
  }

  private static boolean reaches(Plan plan, List<Integer> from, Predicate<Code> what) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      int routine = open.pop();
      if (seen.get(routine)) {
        continue;
      }
      seen.set(routine);
      if (holds(plan.routines().get(routine).body(), what)) {
        return true;
      }
      open.addAll(Callees.of(plan, routine));
    }
    return false;
  }

  private static boolean holds(Code code, Predicate<Code> what) {
    boolean[] found = {what.test(code)};
    Walk.children(code, child -> found[0] |= holds(child, what));
    return found[0];
  }
}
