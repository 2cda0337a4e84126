package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Access;
import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.race.AccessWalk.SharedRegion;
import dev.luminar.model.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says whether accesses to one buffer can collide.
 *
 * <p>Every two accesses of which one writes are put to {@link PairTest}, which proves that they
 * never meet, or finds a condition under which they do not. What it cannot decide is tried out: a
 * small range exactly, another one to find two instances that collide. Where an unrolled body has
 * very many accesses, only what {@link Parts} sees at a glance is told apart.
 */
final class Disjointness {
  /** More different accesses than this are not held against each other one by one. */
  static final int ACCESSES_MAX = 24;

  private static final long INSTANCES_MAX = 4096;
  private static final long STEPS_MAX = 400_000;

  /**
   * What was found about the accesses to a buffer.
   *
   * @param guard where it holds, they do not collide
   * @param collision why no guard helps, null if one does
   */
  record Found(Guard guard, @Nullable Collision collision) {
    static final Found APART = new Found(Guard.ALWAYS, null);

    static Found colliding(Collision collision) {
      return new Found(Guard.NEVER, collision);
    }
  }

  private final Symbols symbols;
  private final boolean mayAsk;
  private final PairTest pairTest;
  private final Parts parts;
  private final SlotPairs pairs;
  private final Witness witness;

  Disjointness(SharedRegion region, Symbols symbols) {
    this.symbols = symbols;
    mayAsk = region.region instanceof Parallel;
    pairTest = new PairTest(region, symbols);
    parts = new Parts(region, symbols);
    pairs = new SlotPairs(region, symbols);
    witness = new Witness(symbols);
  }

  /** What is known about the accesses to one buffer. */
  Found find(List<SharedAccess> accesses) {
    Map<Slot, List<SharedAccess>> bySlot = new LinkedHashMap<>();
    for (SharedAccess access : accesses) {
      if (access.kind() != Access.Kind.ATOMIC && !access.isClaimed()) {
        bySlot.computeIfAbsent(access.slot(), key -> new ArrayList<>()).add(access);
      }
    }
    Guard guard = Guard.ALWAYS;
    List<List<SharedAccess>> slots = new ArrayList<>();
    for (Map.Entry<Slot, List<SharedAccess>> slot : bySlot.entrySet()) {
      List<SharedAccess> distinct = distinct(slot.getValue());
      slots.add(distinct);
      Found found = among(slot.getKey(), distinct);
      if (found.collision() != null) {
        return found;
      }
      guard = guard.and(found.guard());
    }
    Found found = slots.size() < 2 ? Found.APART : between(slots);
    return found.collision() != null ? found : new Found(guard.and(found.guard()), null);
  }

  /**
   * One access for each kind and part: a body of a million equal statements is one. Where many are
   * left, those that differ in their conditions only are one as well.
   */
  static List<SharedAccess> distinct(List<SharedAccess> accesses) {
    List<SharedAccess> kept = unlike(accesses);
    return kept.size() <= ACCESSES_MAX
        ? kept
        : unlike(kept.stream().map(access -> access.where(Held.MAYBE)).toList());
  }

  private static List<SharedAccess> unlike(List<SharedAccess> accesses) {
    Map<List<Object>, SharedAccess> kept = new LinkedHashMap<>();
    for (SharedAccess a : accesses) {
      Object least = a.least() == null ? "unknown" : a.least();
      Object behind = a.behind() == null ? "unknown" : a.behind();
      Object window = a.window() == null ? "whole" : a.window();
      kept.putIfAbsent(List.of(a.kind(), a.mayWrap(), least, behind, window, a.held()), a);
    }
    return new ArrayList<>(kept.values());
  }

  private static @Nullable SharedAccess writeIn(List<SharedAccess> accesses) {
    for (SharedAccess access : accesses) {
      if (access.isWrite()) {
        return access;
      }
    }
    return null;
  }

  /** Two instances of one slot. */
  private Found among(Slot slot, List<SharedAccess> accesses) {
    SharedAccess write = writeIn(accesses);
    if (write == null
        || slot.instances() == Slot.Instances.ONE
        || slot.count().isPresent() && slot.count().getAsLong() < 2) {
      return Found.APART;
    }
    if (slot.instances() == Slot.Instances.ANY) {
      String problem =
          slot.kind() == Slot.Kind.WORKER
              ? "items may repeat, so two workers may get to one element"
              : "nothing tells apart the elements of tasks that are started again and again";
      return Found.colliding(new Collision(write, write, null, problem));
    }
    if (accesses.size() > ACCESSES_MAX) {
      return manyAmong(slot, accesses, write);
    }
    Guard guard = Guard.ALWAYS;
    for (int i = 0; i < accesses.size(); i++) {
      // Two instances of one access first.
      for (int j = i; j < accesses.size(); j++) {
        SharedAccess left = accesses.get(i);
        SharedAccess right = accesses.get(j);
        if (left.isWrite() || right.isWrite()) {
          guard = guard.and(pairTest.test(left, right));
          if (isRefused(guard)) {
            return tried(slot, accesses, left, right);
          }
        }
      }
    }
    return new Found(guard, null);
  }

  /** Whether nothing can be asked that would help. */
  private boolean isRefused(Guard guard) {
    return guard.equals(Guard.NEVER) || !mayAsk && !guard.equals(Guard.ALWAYS);
  }

  /** What the test could not decide: all instances, if they are few, or else a search. */
  private Found tried(
      Slot slot, List<SharedAccess> accesses, SharedAccess left, SharedAccess right) {
    if (isSmall(slot)) {
      try {
        if (trial(slot, accesses, true, Trial.Doubt.TAKEN).run(INSTANCES_MAX) == null) {
          return Found.APART;
        }
        Trial certain = trial(slot, accesses, false, Trial.Doubt.SKIPPED);
        Trial.Meeting meeting = certain.run(INSTANCES_MAX);
        if (meeting != null) {
          return colliding(slot, meeting, Map.of());
        }
      } catch (Trial.Stuck e) {
        // Something in it is known at run time only, or it is too much.
      }
    }
    var search = new CollisionSearch(symbols, slot);
    CollisionSearch.Result found = search.among(accesses, left, right);
    if (found != null) {
      return colliding(slot, found.meeting(), found.names());
    }
    String problem =
        isUnknown(left) || isUnknown(right)
            ? "the index is not known well enough to tell " + slot.word() + "s apart"
            : left.mayWrap() || right.mayWrap()
                ? "the index is computed in i32, which may wrap"
                : "the elements of two " + slot.word() + "s may be the same";
    return Found.colliding(
        new Collision(left.isWrite() ? left : right, left.isWrite() ? right : left, null, problem));
  }

  private Trial trial(
      Slot slot, List<SharedAccess> accesses, boolean countsOutside, Trial.Doubt doubt) {
    return new Trial(
        symbols, slot, accesses, Map.of(), Long.MAX_VALUE, STEPS_MAX, countsOutside, doubt);
  }

  private Found colliding(Slot slot, Trial.Meeting meeting, Map<Integer, Long> names) {
    return Found.colliding(
        new Collision(meeting.first(), meeting.second(), witness.words(slot, meeting, names), ""));
  }

  /** Whether an index depends on what is not known here at all. */
  private boolean isUnknown(SharedAccess access) {
    return access.least() == null
        || symbols.reachable(List.of(access.least())).stream()
            .map(symbols::definition)
            .anyMatch(d -> d instanceof Definition.Load || d instanceof Definition.Unknown);
  }

  private static boolean isSmall(Slot slot) {
    return slot.count().isPresent() && slot.count().getAsLong() <= INSTANCES_MAX;
  }

  /** Very many accesses: told apart where each instance keeps to a stretch of its own. */
  private Found manyAmong(Slot slot, List<SharedAccess> accesses, SharedAccess write) {
    List<Part> all = new ArrayList<>();
    for (SharedAccess access : accesses) {
      Part part = access.mayWrap() ? null : parts.of(access, slot);
      if (part == null) {
        return Found.colliding(
            new Collision(
                write,
                access,
                null,
                "it is used at too many different indices, and this one is not known well enough"));
      }
      all.add(part);
    }
    return Stretches.areApart(slot, all)
        ? Found.APART
        : Found.colliding(
            new Collision(
                write, accesses.get(0), null, "it is used at too many different indices"));
  }

  /** Different slots, which run at the same time. */
  private Found between(List<List<SharedAccess>> slots) {
    int size = slots.stream().mapToInt(List::size).sum();
    if (size > ACCESSES_MAX) {
      Collision collision = pairs.find(slots);
      return collision == null ? Found.APART : Found.colliding(collision);
    }
    for (int i = 0; i < slots.size(); i++) {
      for (int j = i + 1; j < slots.size(); j++) {
        for (SharedAccess left : slots.get(i)) {
          for (SharedAccess right : slots.get(j)) {
            boolean isHarmless = !left.isWrite() && !right.isWrite();
            if (!isHarmless && isRefused(pairTest.test(left, right))) {
              return Found.colliding(
                  new Collision(
                      left,
                      right,
                      pairs.met(left, right),
                      left.least() == null || right.least() == null
                          ? "the index is not known well enough to tell two tasks apart"
                          : "two tasks may touch the same elements"));
            }
          }
        }
      }
    }
    return Found.APART;
  }
}
