package dev.luminar.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Checks a plan before an emitter sees it. Its rules:
 *
 * <ol>
 *   <li>Ids are positions: of routines, regions, sites, externs, locals; names of routines and
 *       regions are unique.
 *   <li>Every reference leads somewhere: structs, sites, externs, routines, regions.
 *   <li>A local is used only by the routine that lists it; parameters are among the locals.
 *   <li>A Break, Continue or cancellation label names a statement around it; a Continue a loop.
 *   <li>What is set, stored, passed, returned or captured has the type of the place it goes to;
 *       conditions are bool, indices i64.
 *   <li>A routine from which an error can leave is fallible, and a fallible one uses the context; a
 *       value calls only routines that do not.
 *   <li>A STEP routine has a frame, its suspension points are numbered 1 to n without gaps, each
 *       once, and it ends by Finish; other routines have neither, and end by Return.
 *   <li>Parameters and cells of a STEP routine are in its frame, and so are messages of sends and
 *       values of receives that may wait.
 *   <li>A region's chunk routine is a CHUNK whose parameters are the captures and two positions;
 *       its grain, run length and the lengths of its chunks are at least 1, and no chunk is shorter
 *       than the grain.
 *   <li>A region that runs on a team is run inside of that team's statement, with the team named;
 *       no other region names one. A STEP routine has no team, since its frame may change threads.
 *   <li>A region with a shaped reduction runs in blocks; what looks at the number of its part is a
 *       CHUNK of a region with an exact number of threads.
 * </ol>
 *
 * A violation is a fault of the compiler, not of the user's program.
 */
public final class PlanVerifier {

  private PlanVerifier() {}

  /**
   * Checks {@code plan} and gives it back.
   *
   * @throws IllegalStateException naming every violation and where it is
   */
  public static Plan verify(Plan plan) {
    Objects.requireNonNull(plan, "plan");
    List<String> faults = new ArrayList<>();
    ids(plan, faults);
    if (faults.isEmpty()) {
      plan.routines().each(routine -> new RoutineVerifier(plan, routine, faults).verify());
      plan.bareRegions().each(region -> region(plan, region, faults));
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "the plan of '" + plan.name() + "' is malformed:\n  " + String.join("\n  ", faults));
    }
    return plan;
  }

  private static void ids(Plan plan, List<String> faults) {
    positions("routine", plan.routines().collect(Routine::id), faults);
    positions("bare region", plan.bareRegions().collect(BareRegion::id), faults);
    positions("task region", plan.taskRegions().collect(TaskRegion::id), faults);
    positions("site", plan.sites().collect(ErrorSite::id), faults);
    positions("extern", plan.externs().collect(ExternPlan::id), faults);
    unique("routine", plan.routines().collect(Routine::name), faults);
    unique(
        "region",
        plan.bareRegions()
            .collect(BareRegion::name)
            .newWithAll(plan.taskRegions().collect(TaskRegion::name)),
        faults);
    unique("entry", plan.entries().collect(Entry::name), faults);
    for (Entry entry : plan.entries()) {
      if (entry.routine() < 0
          || entry.routine() >= plan.routines().size()
          || plan.routines().get(entry.routine()).kind() != Routine.Kind.FUNCTION) {
        faults.add("entry " + entry.name() + " has no FUNCTION routine");
      } else if (plan.routines().get(entry.routine()).params().size() != entry.params().size()) {
        faults.add("entry " + entry.name() + " and its routine have different parameters");
      }
    }
    for (Routine routine : plan.routines()) {
      positions("local of " + routine.name(), routine.locals().collect(Local::id), faults);
      if (routine.fallible() && !routine.usesContext()) {
        faults.add(routine.name() + " is fallible but does not use the context");
      }
    }
  }

  private static void positions(String what, ImmutableList<Integer> ids, List<String> faults) {
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i) != i) {
        faults.add(what + " at position " + i + " has id " + ids.get(i));
      }
    }
  }

  private static void unique(String what, ImmutableList<String> names, List<String> faults) {
    if (names.distinct().size() != names.size()) {
      faults.add(what + " names repeat: " + names.toBag().selectByOccurrences(n -> n > 1).toSet());
    }
  }

  private static void region(Plan plan, BareRegion region, List<String> faults) {
    if (region.chunk() < 0 || region.chunk() >= plan.routines().size()) {
      faults.add(region.name() + " has no chunk routine");
      return;
    }
    Routine chunk = plan.routines().get(region.chunk());
    if (chunk.kind() != Routine.Kind.CHUNK) {
      faults.add(region.name() + " runs " + chunk.name() + ", which is no CHUNK");
    }
    ImmutableList<PlanType> expected =
        region.captures().collect(Capture::type).newWith(PlanType.I64).newWith(PlanType.I64);
    if (!chunk.params().collect(Local::type).equals(expected)) {
      faults.add(region.name() + ": captures and parameters of " + chunk.name() + " differ");
    }
    if (region.runLength() < 1) {
      faults.add(region.name() + " has run length " + region.runLength());
    }
    long shortest =
        switch (region.schedule()) {
          case ChunkSchedule.Dynamic d -> d.length();
          case ChunkSchedule.Shares s when s.perThread() < 1 -> 0;
          default -> region.grain();
        };
    if (region.grain() < 1 || shortest < region.grain()) {
      faults.add(region.name() + " has grain " + region.grain() + " and " + region.schedule());
    }
    if (region.threads() instanceof Threads.Auto auto && auto.share() < 1) {
      faults.add(region.name() + " starts threads for " + auto.share() + " positions");
    }
    if (region.shaped() && !region.isInBlocks()) {
      faults.add(region.name() + " has a shaped reduction but does not run in blocks");
    }
  }
}
