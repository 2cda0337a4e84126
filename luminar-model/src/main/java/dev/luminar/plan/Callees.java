package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which routines a routine may enter. */
public final class Callees {
  private final Plan plan;
  private final Set<Integer> found = new LinkedHashSet<>();

  private Callees(Plan plan) {
    this.plan = plan;
  }

  /**
   * The routines that {@code routine} calls, runs in a region, combines with there, or starts as
   * tasks, by id, in the order of its code.
   *
   * @param plan the plan that it is of
   * @param routine its id
   */
  public static Set<Integer> of(Plan plan, int routine) {
    requireNonNull(plan, "plan");
    Callees look = new Callees(plan);
    look.code(plan.routines().get(routine).body());
    return look.found;
  }

  private void code(Code code) {
    switch (code) {
      case Code.Call call -> found.add(call.routine());
      case TaskCode.StartTask start -> found.add(start.routine());
      case Code.RunRegion run -> {
        BareRegion region = plan.bareRegions().get(run.region());
        region.reductions().each(reduction -> reduction.combine().ifPresent(found::add));
        found.add(region.chunk());
      }
      default -> {}
    }
    Walk.values(code, this::value);
    Walk.children(code, this::code);
  }

  private void value(Val value) {
    if (value instanceof Val.Call call) {
      found.add(call.routine());
    }
    Walk.parts(value, this::value);
  }
}
