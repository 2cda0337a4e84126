package dev.luminar.analyzer.race;

import dev.luminar.analyzer.race.AccessWalk.SharedRegion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says whether accesses of different task statements of a concurrent block can collide, where there
 * are very many.
 */
final class SlotPairs {
  private static final int PAIRS_MAX = 256;

  private final Parts parts;
  private final Witness witness;

  SlotPairs(SharedRegion region, Symbols symbols) {
    parts = new Parts(region, symbols);
    witness = new Witness(symbols);
  }

  /** The element that two accesses of different slots meet at, in words; null if none is known. */
  @Nullable String met(SharedAccess left, SharedAccess right) {
    Part one = parts.of(left, left.slot());
    Part other = parts.of(right, right.slot());
    return one == null || other == null ? null : witness.met(one, other);
  }

  /** Two different slots, which run at the same time. */
  @Nullable Collision find(List<List<SharedAccess>> slots) {
    Map<Slot, List<Part>> bySlot = new LinkedHashMap<>();
    int size = 0;
    SharedAccess unknown = null;
    for (List<SharedAccess> accesses : slots) {
      List<SharedAccess> all = Disjointness.distinct(accesses);
      for (SharedAccess access : all) {
        Part part = parts.of(access, access.slot());
        Part whole = part == null || access.mayWrap() ? null : part.whole(access.slot());
        if (part == null) {
          unknown = unknown == null ? access : unknown;
        } else {
          bySlot.computeIfAbsent(access.slot(), key -> new ArrayList<>()).add(part);
        }
        size++;
        if (whole == null && part != null && access.mayWrap()) {
          unknown = unknown == null ? access : unknown;
        }
      }
    }
    if (unknown != null) {
      Collision found = withUnknown(unknown, slots);
      if (found != null) {
        return found;
      }
    }
    return sorted(bySlot, size);
  }

  /** An access to an unknown element, and one of another slot: one of them writes. */
  private static @Nullable Collision withUnknown(
      SharedAccess unknown, List<List<SharedAccess>> slots) {
    for (List<SharedAccess> accesses : slots) {
      for (SharedAccess access : accesses) {
        if (!access.slot().equals(unknown.slot()) && (access.isWrite() || unknown.isWrite())) {
          return new Collision(
              unknown, access, null, "the index is not known well enough to tell two tasks apart");
        }
      }
    }
    return null;
  }

  /** Parts of different slots: sorted by place where all places are numbers, else pair by pair. */
  private @Nullable Collision sorted(Map<Slot, List<Part>> parts, int size) {
    List<Part> all = new ArrayList<>();
    Map<Part, Part> wholes = new HashMap<>();
    boolean isNumeric = true;
    for (Map.Entry<Slot, List<Part>> slot : parts.entrySet()) {
      for (Part part : slot.getValue()) {
        Part whole = part.whole(slot.getKey());
        all.add(part);
        isNumeric &= whole != null && whole.from().isConstant() && whole.width().isConstant();
        if (whole != null) {
          wholes.put(part, whole);
        }
      }
    }
    if (isNumeric && size > PAIRS_MAX) {
      return swept(all, wholes);
    }
    if ((long) size * size > (long) PAIRS_MAX * PAIRS_MAX) {
      return new Collision(
          all.get(0).access(),
          all.get(1).access(),
          null,
          "too many tasks use it at different indices");
    }
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        Collision found = pair(all.get(i), all.get(j));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable Collision pair(Part one, Part other) {
    SharedAccess left = one.access();
    SharedAccess right = other.access();
    if (left.slot().equals(right.slot()) || !left.isWrite() && !right.isWrite()) {
      return null;
    }
    Part whole = one.whole(left.slot());
    Part otherWhole = other.whole(right.slot());
    if (whole != null
        && otherWhole != null
        && (whole.isBefore(otherWhole) || otherWhole.isBefore(whole))) {
      return null;
    }
    return new Collision(
        left, right, witness.met(one, other), "two tasks may touch the same elements");
  }

  /**
   * In the order of their places each part is held against the two that reach farthest among those
   * before it, of different slots, and against the two farthest writes: enough to find whether any
   * two of different slots overlap.
   */
  private @Nullable Collision swept(List<Part> parts, Map<Part, Part> wholes) {
    parts.sort(Comparator.comparingLong(part -> wholes.get(part).from().constant()));
    var writes = new Part[2];
    var all = new Part[2];
    for (Part part : parts) {
      for (Part before : new Part[] {writes[0], writes[1], all[0], all[1]}) {
        boolean overlaps =
            before != null
                && !before.access().slot().equals(part.access().slot())
                && (before.access().isWrite() || part.access().isWrite())
                && end(before, wholes) > wholes.get(part).from().constant();
        if (overlaps) {
          return new Collision(
              before.access(),
              part.access(),
              witness.met(before, part),
              "two tasks may touch the same elements");
        }
      }
      keepFarthest(all, part, wholes);
      if (part.access().isWrite()) {
        keepFarthest(writes, part, wholes);
      }
    }
    return null;
  }

  private static void keepFarthest(Part[] kept, Part part, Map<Part, Part> wholes) {
    Slot slot = part.access().slot();
    if (kept[0] == null || end(part, wholes) > end(kept[0], wholes)) {
      if (kept[0] != null && !kept[0].access().slot().equals(slot)) {
        kept[1] = kept[0];
      }
      kept[0] = part;
    } else if (!kept[0].access().slot().equals(slot)
        && (kept[1] == null || end(part, wholes) > end(kept[1], wholes))) {
      kept[1] = part;
    }
  }

  private static long end(Part part, Map<Part, Part> wholes) {
    Part whole = wholes.get(part);
    return whole == null ? Long.MAX_VALUE : whole.from().constant() + whole.width().constant();
  }
}
