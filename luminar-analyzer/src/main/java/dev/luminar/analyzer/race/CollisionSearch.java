package dev.luminar.analyzer.race;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for small values under which two instances of a slot collide, to show them to the user. */
final class CollisionSearch {
  private static final long[] VALUES = {64, 1, 2, 0, 3, 5, -1, 16};
  private static final int NAMES_MAX = 3;
  private static final long INSTANCES_MAX = 40;
  private static final long TURNS_MAX = 12;
  private static final long STEPS_MAX = 20_000;

  private final Symbols symbols;
  private final Slot slot;

  CollisionSearch(Symbols symbols, Slot slot) {
    this.symbols = symbols;
    this.slot = slot;
  }

  /**
   * A collision.
   *
   * @param names the values of names that the touched elements are computed from
   */
  record Result(Trial.Meeting meeting, Map<Integer, Long> names) {}

  /** A collision of two accesses, or else of any; null if none was found. */
  @Nullable Result among(List<SharedAccess> all, SharedAccess left, SharedAccess right) {
    Result found = search(left == right ? List.of(left) : List.of(left, right));
    return found == null ? search(all) : found;
  }

  private @Nullable Result search(List<SharedAccess> accesses) {
    int[] free = Trial.free(symbols, slot, accesses);
    Set<Integer> shown = shown(accesses);
    List<Integer> varied = new ArrayList<>();
    for (int symbol : free) {
      if (shown.contains(symbol) && varied.size() < NAMES_MAX) {
        varied.add(symbol);
      }
    }
    for (int symbol : free) {
      if (!varied.contains(symbol) && varied.size() < NAMES_MAX) {
        varied.add(symbol);
      }
    }
    long combinations = 1;
    for (int k = 0; k < varied.size(); k++) {
      combinations *= VALUES.length;
    }
    for (long choice = 0; choice < combinations; choice++) {
      Map<Integer, Long> names = new HashMap<>();
      for (int symbol : free) {
        names.put(symbol, VALUES[0]);
      }
      long rest = choice;
      for (int symbol : varied) {
        names.put(symbol, VALUES[(int) (rest % VALUES.length)]);
        rest /= VALUES.length;
      }
      Result found = tried(accesses, names, shown);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Result tried(
      List<SharedAccess> accesses, Map<Integer, Long> names, Set<Integer> shown) {
    try {
      var trial =
          new Trial(
              symbols, slot, accesses, names, TURNS_MAX, STEPS_MAX, false, Trial.Doubt.SKIPPED);
      if (!trial.isPossible()) {
        return null;
      }
      Trial.Meeting meeting = trial.run(INSTANCES_MAX);
      if (meeting == null) {
        return null;
      }
      Map<Integer, Long> needed = new LinkedHashMap<>();
      names.keySet().stream()
          .sorted()
          .filter(shown::contains)
          .forEach(symbol -> needed.put(symbol, names.get(symbol)));
      return new Result(meeting, needed);
    } catch (Trial.Stuck e) {
      return null;
    }
  }

  /** The names that elements and conditions are computed from, apart from the ends of ranges. */
  private Set<Integer> shown(List<SharedAccess> accesses) {
    Set<Integer> found = new HashSet<>();
    List<Poly> open = new ArrayList<>();
    for (SharedAccess access : accesses) {
      if (access.least() != null) {
        open.add(access.least());
      }
      for (Truth truth : access.held().truths()) {
        if (!(truth instanceof Truth.Around) && !(truth instanceof Truth.Turn)) {
          truth.polys(open::add);
        }
      }
    }
    open.add(Poly.symbol(slot.symbol()));
    while (!open.isEmpty()) {
      for (int symbol : open.remove(open.size() - 1).symbols()) {
        if (!found.add(symbol)) {
          continue;
        }
        if (symbols.definition(symbol) instanceof Definition.Index index) {
          if (index.loop() != null) {
            open.add(index.loop().first());
          }
        } else {
          Symbols.parts(symbols.definition(symbol), part -> open.add(Poly.symbol(part)));
        }
      }
    }
    return found;
  }
}
