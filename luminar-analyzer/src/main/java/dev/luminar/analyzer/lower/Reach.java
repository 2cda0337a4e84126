package dev.luminar.analyzer.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a routine may do through the routines that it calls or starts. */
final class Reach {

  private final Map<Integer, List<Integer>> callers = new HashMap<>();
  private final BitSet collecting = new BitSet();
  private final BitSet running = new BitSet();
  private final BitSet deep = new BitSet();

  /** Notes that {@code caller} calls, runs or starts {@code callee}. */
  void edge(int caller, int callee) {
    callers.computeIfAbsent(callee, c -> new ArrayList<>()).add(caller);
  }

  void note(int routine, boolean collects, boolean startsRuntime) {
    if (collects) {
      collecting.set(routine);
    }
    if (startsRuntime) {
      running.set(routine);
    }
  }

  /** Notes that a routine may nest regions up to the depth that calls may have. */
  void noteDeep(int routine) {
    deep.set(routine);
  }

  /** Spreads what is noted to all callers. */
  void close() {
    close(collecting);
    close(running);
    close(deep);
  }

  boolean collects(int routine) {
    return collecting.get(routine);
  }

  boolean startsRuntime(int routine) {
    return running.get(routine);
  }

  boolean isDeep(int routine) {
    return deep.get(routine);
  }

  private void close(BitSet set) {
    Deque<Integer> work = new ArrayDeque<>();
    set.stream().forEach(work::push);
    while (!work.isEmpty()) {
      for (int caller : callers.getOrDefault(work.pop(), List.of())) {
        if (!set.get(caller)) {
          set.set(caller);
          work.push(caller);
        }
      }
    }
  }
}
