package dev.luminar.analyzer.facts;

import dev.luminar.analyzer.facts.AccessWalk.SharedRegion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Says whether accesses to one buffer can collide.
 *
 * <p>An access is a part {@code [a*i + b, a*i + b + w)} of the buffer, where {@code i} tells the
 * instances of a task apart and everything else is the same for all of them. Indices of loops
 * inside a task are replaced by their bounds, which makes the part larger. Two instances i and j of
 * parts with one coefficient meet exactly if a multiple of it lies in a known interval, which
 * decides the one-dimensional cases; parts whose span is at most the coefficient (rows of a matrix,
 * also of a width that is a name) never meet.
 */
final class Disjointness {
  static final int PAIRS_MAX = 256;
  private static final int GROUPS_MAX = 16;

  /** Above this distance of two iterations nobody waits for both. */
  private static final long DISTANCE_MAX = Long.MAX_VALUE / 4;

  private final Parts parts;
  private final SlotPairs pairs;
  private final Witness witness;

  Disjointness(SharedRegion region, Symbols symbols) {
    parts = new Parts(region, symbols);
    pairs = new SlotPairs(region, symbols);
    witness = new Witness(symbols);
  }

  /** The first collision among accesses to one buffer, or null if there is none. */
  @Nullable Collision find(List<SharedAccess> accesses) {
    Collision found = tested(accesses);
    boolean isUndecided = found != null && found.witness() == null;
    if (isUndecided && accesses.stream().anyMatch(access -> access.window() != null)) {
      List<SharedAccess> widened = accesses.stream().map(SharedAccess::widened).toList();
      return tested(widened) == null ? null : found;
    }
    return found;
  }

  private @Nullable Collision tested(List<SharedAccess> accesses) {
    Map<Slot, List<SharedAccess>> bySlot = new LinkedHashMap<>();
    for (SharedAccess access : accesses) {
      if (access.kind() != Access.Kind.ATOMIC && !access.isClaimed()) {
        bySlot.computeIfAbsent(access.slot(), key -> new ArrayList<>()).add(access);
      }
    }
    for (Map.Entry<Slot, List<SharedAccess>> slot : bySlot.entrySet()) {
      Collision found = among(slot.getKey(), distinct(slot.getValue()));
      if (found != null) {
        return found;
      }
    }
    return bySlot.size() < 2 ? null : pairs.find(new ArrayList<>(bySlot.values()));
  }

  /** One access for each kind and part: a body of a million equal statements is one. */
  static List<SharedAccess> distinct(List<SharedAccess> accesses) {
    Map<List<Object>, SharedAccess> kept = new LinkedHashMap<>();
    for (SharedAccess a : accesses) {
      Object least = a.least() == null ? "unknown" : a.least();
      Object behind = a.behind() == null ? "unknown" : a.behind();
      kept.putIfAbsent(List.of(a.kind(), a.mayWrap(), least, behind), a);
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
  private @Nullable Collision among(Slot slot, List<SharedAccess> accesses) {
    SharedAccess write = writeIn(accesses);
    if (write == null
        || slot.instances() == Slot.Instances.ONE
        || slot.count().isPresent() && slot.count().getAsLong() < 2) {
      return null;
    }
    if (slot.instances() == Slot.Instances.ANY) {
      String problem =
          slot.kind() == Slot.Kind.WORKER
              ? "items may repeat, so two workers may get to one element"
              : "nothing tells apart the elements of tasks that are started again and again";
      return new Collision(write, write, null, problem);
    }
    List<Part> parts = new ArrayList<>();
    for (SharedAccess access : accesses) {
      Part part = this.parts.of(access, slot);
      if (part == null) {
        return new Collision(
            write,
            access,
            null,
            "the index is not known well enough to tell " + slot.word() + "s apart");
      }
      parts.add(part);
    }
    return amongParts(slot, parts);
  }

  private @Nullable Collision amongParts(Slot slot, List<Part> parts) {
    Map<List<Poly>, List<Part>> groups = new LinkedHashMap<>();
    for (Part part : parts) {
      groups
          .computeIfAbsent(List.of(part.a(), part.from().symbolic()), key -> new ArrayList<>())
          .add(part);
    }
    for (List<Part> group : groups.values()) {
      Collision found = amongGroup(slot, group);
      if (found != null) {
        return found;
      }
    }
    List<List<Part>> all = new ArrayList<>(groups.values());
    if (all.size() > GROUPS_MAX) {
      return new Collision(
          all.get(0).get(0).access(),
          all.get(1).get(0).access(),
          null,
          "it is used at too many different indices");
    }
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        Collision found = betweenGroups(slot, all.get(i), all.get(j));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Parts that differ by constants only, and in width. */
  private @Nullable Collision amongGroup(Slot slot, List<Part> group) {
    Part write = firstWrite(group);
    if (write == null) {
      return null;
    }
    Part first = group.get(0);
    if (wraps(group)) {
      boolean isInjective =
          group.size() == 1 && first.a().isConstant() && Math.abs(first.a().constant()) == 1;
      return isInjective
          ? null
          : new Collision(
              write.access(), first.access(), null, "the index is computed in i32, which may wrap");
    }
    if (spanFits(slot, group) || isOwnElement(group)) {
      return null;
    }
    if (first.a().equals(Poly.ZERO) && !write.width().isConstant()) {
      String all = "all " + slot.word() + "s write the same part of " + write.access().name();
      return new Collision(write.access(), write.access(), all, "");
    }
    boolean isNumeric = group.stream().allMatch(Part::isNumeric);
    if (!isNumeric || slot.step() == 0 || group.size() > PAIRS_MAX) {
      return new Collision(
          write.access(),
          first.access(),
          null,
          "the parts of two " + slot.word() + "s may overlap");
    }
    for (Part left : group) {
      for (Part right : group) {
        if (left.access().isWrite() || right.access().isWrite()) {
          OptionalLong distance = distance(slot, left, right);
          if (distance.isPresent()) {
            return new Collision(
                left.access(),
                right.access(),
                witness.at(slot, left, right, distance.getAsLong()),
                "");
          }
        }
      }
    }
    return null;
  }

  /**
   * Whether all is one element whose index is different for different values, whatever the step.
   */
  private static boolean isOwnElement(List<Part> group) {
    Part first = group.get(0);
    return first.a().isConstant()
        && first.a().constant() != 0
        && group.stream()
            .allMatch(part ->
                part.width().isConstant()
                    && part.width().constant() == 1
                    && part.from().equals(first.from()));
  }

  private static boolean wraps(List<Part> group) {
    return group.stream().anyMatch(part -> part.access().mayWrap());
  }

  private static @Nullable Part firstWrite(List<Part> group) {
    for (Part part : group) {
      if (part.access().isWrite()) {
        return part;
      }
    }
    return null;
  }

  /** Whether everything that one instance touches fits between what two neighbours begin with. */
  private static boolean spanFits(Slot slot, List<Part> group) {
    Poly step = Poly.constant(Math.abs(slot.step()));
    Poly stride = step == null ? null : group.get(0).a().times(step);
    if (stride == null || slot.step() == 0) {
      return false;
    }
    if (stride.isConstant() && stride.constant() < 0) {
      stride = stride.negated();
    }
    long least = group.stream().mapToLong(part -> part.from().constant()).min().orElse(0);
    for (Part part : group) {
      Poly rest = part.width().minus(stride);
      if (rest == null
          || !rest.isConstant()
          || rest.constant() + part.from().constant() - least > 0) {
        return false;
      }
    }
    return !stride.isConstant() || stride.constant() > 0;
  }

  /** How many values apart two instances are that meet; not 0. */
  private static OptionalLong distance(Slot slot, Part left, Part right) {
    // left at i meets right at i + d*step: left.from + a*i in reach of right.from + a*(i + d*step)
    long stride = left.a().constant() * slot.step();
    long above = left.from().constant() - right.from().constant() + left.width().constant() - 1;
    long below = left.from().constant() - right.from().constant() - right.width().constant() + 1;
    if (left.width().constant() <= 0 || right.width().constant() <= 0) {
      return OptionalLong.empty();
    }
    long most = slot.count().isPresent() ? slot.count().getAsLong() - 1 : DISTANCE_MAX;
    if (stride == 0) {
      return below <= 0 && 0 <= above ? OptionalLong.of(1) : OptionalLong.empty();
    }
    long from = stride > 0 ? Math.ceilDiv(below, stride) : Math.ceilDiv(above, stride);
    long to = stride > 0 ? Math.floorDiv(above, stride) : Math.floorDiv(below, stride);
    for (long d : new long[] {from, to, from + 1, to - 1, 1, -1}) {
      if (d != 0 && from <= d && d <= to && Math.abs(d) <= most) {
        return OptionalLong.of(d);
      }
    }
    return OptionalLong.empty();
  }

  /** Parts of one slot whose coefficients or names differ. */
  private @Nullable Collision betweenGroups(Slot slot, List<Part> left, List<Part> right) {
    if (firstWrite(left) == null && firstWrite(right) == null) {
      return null;
    }
    for (Part one : left) {
      for (Part other : right) {
        if (!one.access().isWrite() && !other.access().isWrite()) {
          continue;
        }
        if (wraps(List.of(one, other))) {
          return new Collision(
              one.access(), other.access(), null, "the index is computed in i32, which may wrap");
        }
        if (areApart(one, slot, other, slot)) {
          continue;
        }
        String found = witness.searched(slot, one, other);
        return new Collision(
            one.access(),
            other.access(),
            found,
            "the two indices of different " + slot.word() + "s may be the same");
      }
    }
    return null;
  }

  /** Whether no instance of one slot meets an instance of another, whatever instances they are. */
  static boolean areApart(Part one, Slot slot, Part other, Slot otherSlot) {
    Part left = one.whole(slot);
    Part right = other.whole(otherSlot);
    if (left != null && right != null && (left.isBefore(right) || right.isBefore(left))) {
      return true;
    }
    return areInterleaved(one, slot, other, otherSlot);
  }

  /** Whether two parts of single elements never meet since they leave different remainders. */
  private static boolean areInterleaved(Part one, Slot slot, Part other, Slot otherSlot) {
    Poly gap = one.from().minus(other.from());
    if (gap == null
        || !gap.isConstant()
        || !one.isNumeric()
        || !other.isNumeric()
        || one.width().constant() != 1
        || other.width().constant() != 1) {
      return false;
    }
    long left = startOf(slot, one);
    long right = startOf(otherSlot, other);
    if (left == Long.MIN_VALUE || right == Long.MIN_VALUE) {
      return false;
    }
    long divisor = gcd(one.a().constant() * slot.step(), other.a().constant() * otherSlot.step());
    return divisor > 1 && Math.floorMod(gap.constant() + left - right, divisor) != 0;
  }

  /** What the first instance adds to the index, or the least number if that is not known. */
  private static long startOf(Slot slot, Part part) {
    if (part.a().constant() == 0) {
      return 0;
    }
    if (slot.step() == 0) {
      return Long.MIN_VALUE;
    }
    if (Math.abs(slot.step()) == 1) {
      return 0; // every value is possible, and only the coefficient counts
    }
    Symbols.Span values = slot.values();
    Poly first = values == null ? null : slot.step() > 0 ? values.least() : values.greatest();
    return first == null || !first.isConstant()
        ? Long.MIN_VALUE
        : part.a().constant() * first.constant();
  }

  private static long gcd(long a, long b) {
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }
}
