package dev.luminar.emit.c;

import dev.luminar.plan.Callees;
import dev.luminar.plan.Plan;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

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
      path.push(new Visit(routine, Callees.of(plan, routine).iterator()));
    }
  }

  /** The routines that enter a call of the runtime, themselves or through those they call. */
  static BitSet startsRuntime(Plan plan) {
    List<List<Integer>> callers = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    plan.routines().each(routine -> callers.add(new ArrayList<>()));
    for (int caller = 0; caller < plan.routines().size(); caller++) {
      for (int callee : Callees.of(plan, caller)) {
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
}
