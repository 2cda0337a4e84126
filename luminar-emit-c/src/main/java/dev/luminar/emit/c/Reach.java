package dev.luminar.emit.c;

import dev.luminar.plan.Plan;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which routines call which, and the order to print them in: callees first, as far as that can be.
 */
final class Reach {
  /**
   * The routines to print.
   *
   * @param routines reachable ones, by id, callees before callers but for cycles
   * @param early those that something printed before them uses
   */
  record Order(List<Integer> routines, BitSet early) {}

  private record Visit(int routine, Iterator<Integer> callees) {}

  private Reach() {}

  /** The routines that {@code routine} calls, runs in a region, or starts as tasks, in order. */
  static Set<Integer> callees(Plan plan, int routine) {
    Set<Integer> found = new LinkedHashSet<>();
    code(plan, plan.routines().get(routine).body(), found);
    return found;
  }

  private static void code(Plan plan, Code code, Set<Integer> found) {
    switch (code) {
      case Code.Call call -> found.add(call.routine());
      case TaskCode.StartTask start -> found.add(start.routine());
      case Code.RunRegion run -> {
        var region = plan.bareRegions().get(run.region());
        region.reductions().each(reduction -> reduction.combine().ifPresent(found::add));
        found.add(region.chunk());
      }
      default -> {}
    }
    Walk.values(code, value -> value(value, found));
    Walk.children(code, child -> code(plan, child, found));
  }

  private static void value(Val value, Set<Integer> found) {
    if (value instanceof Val.Call call) {
      found.add(call.routine());
    }
    Walk.parts(value, part -> value(part, found));
  }

  /** The order to print the routines of a plan in. */
  static Order order(Plan plan) {
    List<Integer> order = new ArrayList<>();
    BitSet started = new BitSet();
    BitSet done = new BitSet();
    BitSet early = new BitSet();
    Deque<Visit> path = new ArrayDeque<>();
    for (var entry : plan.entries()) {
      visit(plan, entry.routine(), started, path);
      while (!path.isEmpty()) {
        Visit top = path.peek();
        if (!top.callees().hasNext()) {
          path.pop();
          done.set(top.routine());
          order.add(top.routine());
          continue;
        }
        int callee = top.callees().next();
        if (!started.get(callee)) {
          visit(plan, callee, started, path);
        } else if (!done.get(callee)) {
          early.set(callee);
        }
      }
    }
    return new Order(order, early);
  }

  private static void visit(Plan plan, int routine, BitSet started, Deque<Visit> path) {
    if (!started.get(routine)) {
      started.set(routine);
      path.push(new Visit(routine, callees(plan, routine).iterator()));
    }
  }

  /** Whether a region that chooses its threads itself can be reached from inside a bare region. */
  static boolean nestsTeams(Plan plan) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    plan.bareRegions().each(region -> open.add(region.chunk()));
    while (!open.isEmpty()) {
      int routine = open.pop();
      if (seen.get(routine)) {
        continue;
      }
      seen.set(routine);
      if (runsAuto(plan, plan.routines().get(routine).body())) {
        return true;
      }
      open.addAll(callees(plan, routine));
    }
    return false;
  }

  /** The routines that enter a call of the runtime, themselves or through those they call. */
  static BitSet startsRuntime(Plan plan) {
    List<List<Integer>> callers = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    plan.routines().each(routine -> callers.add(new ArrayList<>()));
    for (int caller = 0; caller < plan.routines().size(); caller++) {
      for (int callee : callees(plan, caller)) {
        callers.get(callee).add(caller);
      }
      if (startsRuntime(plan.routines().get(caller).body())) {
        open.add(caller);
      }
    }
    BitSet found = new BitSet();
    while (!open.isEmpty()) {
      int routine = open.pop();
      if (!found.get(routine)) {
        found.set(routine);
        open.addAll(callers.get(routine));
      }
    }
    return found;
  }

  private static boolean startsRuntime(Code code) {
    boolean[] found = {code instanceof TaskCode.StartRuntime};
    Walk.children(code, child -> found[0] |= startsRuntime(child));
    return found[0];
  }

  private static boolean runsAuto(Plan plan, Code code) {
    boolean[] found = {
      code instanceof Code.RunRegion run
          && plan.bareRegions().get(run.region()).threads() instanceof Threads.Auto
    };
    Walk.children(code, child -> found[0] |= runsAuto(plan, child));
    return found[0];
  }
}
