package dev.luminar.analyzer.facts;

import dev.luminar.analyzer.facts.AccessWalk.SharedRegion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Says whether accesses to one buffer can collide.
 *
 * <p>An access is a part {@code [a*i + b, a*i + b + w)} of the buffer, where {@code i} tells the
 * instances of a task apart and everything else is the same for all of them. Indices of loops inside
 * a task are replaced by their bounds, which makes the part larger. Two instances i and j of parts
 * with one coefficient meet exactly if a multiple of it lies in a known interval, which decides the
 * one-dimensional cases; parts whose span is at most the coefficient (rows of a matrix, also of a
 * width that is a name) never meet.
 */
final class Disjointness {
  private static final int PAIRS_MAX = 256;
  private static final int GROUPS_MAX = 16;
  private static final int WITNESS_MAX = 40;

  /** Above this distance of two iterations nobody waits for both. */
  private static final long DISTANCE_MAX = Long.MAX_VALUE / 4;

  private final SharedRegion region;
  private final Symbols symbols;

  Disjointness(SharedRegion region, Symbols symbols) {
    this.region = region;
    this.symbols = symbols;
  }

  /** An access without the indices of inner loops: {@code from + a*i} up to {@code width} more. */
  record Part(SharedAccess access, Poly a, Poly from, Poly width) {
    boolean isNumeric() {
      return a.isConstant() && width.isConstant();
    }
  }

  /** The first collision among accesses to one buffer, or null if there is none. */
  @Nullable Collision find(List<SharedAccess> accesses) {
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
    return bySlot.size() < 2 ? null : between(new ArrayList<>(bySlot.values()));
  }

  /** One access for each kind and part: a body of a million equal statements is one. */
  private static List<SharedAccess> distinct(List<SharedAccess> accesses) {
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
      Part part = part(access, slot);
      if (part == null) {
        return new Collision(
            write, access, null, "the index is not known well enough to tell " + slot.word() + "s apart");
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
          all.get(0).get(0).access(), all.get(1).get(0).access(), null, "it is used at too many different indices");
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
    boolean isNumeric = group.stream().allMatch(Part::isNumeric);
    if (!isNumeric || slot.step() == 0 || group.size() > PAIRS_MAX) {
      return new Collision(
          write.access(), first.access(), null, "the parts of two " + slot.word() + "s may overlap");
    }
    for (Part left : group) {
      for (Part right : group) {
        if (left.access().isWrite() || right.access().isWrite()) {
          OptionalLong distance = distance(slot, left, right);
          if (distance.isPresent()) {
            return new Collision(
                left.access(), right.access(), witness(slot, left, right, distance.getAsLong()), "");
          }
        }
      }
    }
    return null;
  }

  /** Whether all is one element whose index is different for different values, whatever the step. */
  private static boolean isOwnElement(List<Part> group) {
    Part first = group.get(0);
    return first.a().isConstant()
        && first.a().constant() != 0
        && group.stream()
            .allMatch(
                part ->
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

  private String witness(Slot slot, Part left, Part right, long d) {
    if (slot.values() == null || !slot.values().least().isConstant()) {
      String both =
          left.access().isWrite() && right.access().isWrite()
              ? "write the same element of "
              : "touch the same element of ";
      return slot.word() + "s i and i " + (d < 0 ? "- " : "+ ") + Math.abs(d * slot.step()) + " "
          + both + left.access().name();
    }
    long low = firstValue(slot);
    long start = d > 0 ? low : low - d * slot.step();
    if (left.from().symbolic().equals(Poly.ZERO) && slot.count().isEmpty()) {
      // The first place in the buffer, not before it.
      long a = left.a().constant();
      for (int k = 0; k < WITNESS_MAX; k++) {
        long i = start + k * Math.max(1, Math.abs(slot.step()));
        long j = i + d * slot.step();
        if (left.from().constant() + a * i >= 0 && right.from().constant() + a * j >= 0) {
          start = i;
          break;
        }
      }
    }
    long other = start + d * slot.step();
    return words(slot, left, start, right, other);
  }

  private static long firstValue(Slot slot) {
    if (slot.values() == null || !slot.values().least().isConstant()) {
      return 0;
    }
    return slot.values().least().constant();
  }

  /** Says what two instances do; the second element is the one that both touch. */
  private String words(Slot slot, Part left, long i, Part right, long j) {
    long leftAt = left.from().constant() + left.a().constant() * i;
    long rightAt = right.from().constant() + right.a().constant() * j;
    long at = Math.max(leftAt, rightAt);
    Poly constant = Poly.constant(at);
    Poly index = constant == null ? null : left.from().symbolic().plus(constant);
    String element = left.access().name() + "[" + (index == null ? "?" : index.show(symbols)) + "]";
    String other = right.access().name() + "[" + (index == null ? "?" : index.show(symbols)) + "]";
    String word = slot.word();
    if (left.access().kind() == right.access().kind()) {
      long low = Math.min(i, j);
      return word + "s " + low + " and " + Math.max(i, j) + " both write " + element;
    }
    return word + " " + i + " " + left.access().kind().verb() + " " + element + " and " + word + " "
        + j + " " + right.access().kind().verb() + " "
        + (element.equals(other) ? "it" : other);
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
        String witness = searched(slot, one, other);
        return new Collision(
            one.access(), other.access(), witness, "the two indices of different " + slot.word() + "s may be the same");
      }
    }
    return null;
  }

  /** Tries small values for two instances that meet. */
  private @Nullable String searched(Slot slot, Part left, Part right) {
    if (!left.isNumeric()
        || !right.isNumeric()
        || slot.step() == 0
        || !left.from().symbolic().equals(right.from().symbolic())) {
      return null;
    }
    long count = Math.min(slot.count().orElse(WITNESS_MAX), WITNESS_MAX);
    long first = firstValue(slot);
    boolean isPlain = left.from().symbolic().equals(Poly.ZERO);
    for (long p = 0; p < count; p++) {
      for (long q = 0; q < count; q++) {
        long i = first + p * slot.step();
        long j = first + q * slot.step();
        long leftAt = left.from().constant() + left.a().constant() * i;
        long rightAt = right.from().constant() + right.a().constant() * j;
        boolean isInside = !isPlain || leftAt >= 0 && rightAt >= 0;
        if (p != q
            && isInside
            && leftAt < rightAt + right.width().constant()
            && rightAt < leftAt + left.width().constant()) {
          return words(slot, left, i, right, j);
        }
      }
    }
    return null;
  }

  /** Whether no instance of one slot meets an instance of another, whatever instances they are. */
  private static boolean areApart(Part one, Slot slot, Part other, Slot otherSlot) {
    Part left = whole(one, slot);
    Part right = whole(other, otherSlot);
    if (left != null && right != null && (before(left, right) || before(right, left))) {
      return true;
    }
    return areInterleaved(one, slot, other, otherSlot);
  }

  private static boolean before(Part left, Part right) {
    Poly end = left.from().plus(left.width());
    Poly gap = end == null ? null : end.minus(right.from());
    return gap != null && gap.isConstant() && gap.constant() <= 0;
  }

  /** A part with all values of its instances in it. */
  private static @Nullable Part whole(Part part, Slot slot) {
    if (part.a().equals(Poly.ZERO)) {
      return part;
    }
    Symbols.Span values = slot.values();
    if (values == null || !part.a().isConstant()) {
      return null;
    }
    boolean isUp = part.a().constant() > 0;
    Poly low = part.a().times(isUp ? values.least() : values.greatest());
    Poly high = part.a().times(isUp ? values.greatest() : values.least());
    Poly from = low == null ? null : part.from().plus(low);
    Poly spread = low == null || high == null ? null : high.minus(low);
    Poly width = spread == null ? null : spread.plus(part.width());
    return from == null || width == null ? null : new Part(part.access(), Poly.ZERO, from, width);
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

  /** Two different slots, which run at the same time. */
  private @Nullable Collision between(List<List<SharedAccess>> slots) {
    Map<Slot, List<Part>> parts = new LinkedHashMap<>();
    int size = 0;
    SharedAccess unknown = null;
    for (List<SharedAccess> accesses : slots) {
      List<SharedAccess> all = distinct(accesses);
      for (SharedAccess access : all) {
        Part part = part(access, access.slot());
        Part whole = part == null || access.mayWrap() ? null : whole(part, access.slot());
        if (part == null) {
          unknown = unknown == null ? access : unknown;
        } else {
          parts.computeIfAbsent(access.slot(), key -> new ArrayList<>()).add(part);
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
    return sorted(parts, size);
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
        Part whole = whole(part, slot.getKey());
        all.add(part);
        isNumeric &=
            whole != null && whole.from().isConstant() && whole.width().isConstant();
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
          all.get(0).access(), all.get(1).access(), null, "too many tasks use it at different indices");
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
    if (areApart(one, left.slot(), other, right.slot())) {
      return null;
    }
    return new Collision(left, right, met(one, other), "two tasks may touch the same elements");
  }

  /** Two tasks that touch one element for certain: both parts are the same for all instances. */
  private @Nullable String met(Part one, Part other) {
    Part left = whole(one, one.access().slot());
    Part right = whole(other, other.access().slot());
    if (left == null || right == null) {
      return null;
    }
    Poly gap = left.from().minus(right.from());
    if (gap == null || !gap.isConstant() || !left.isNumeric() || !right.isNumeric()) {
      return null;
    }
    Poly at = gap.constant() > 0 ? left.from() : right.from();
    return "one " + one.access().kind().verb() + " and another "
        + other.access().kind().verb() + " " + one.access().name() + "[" + at.show(symbols) + "]";
  }

  /**
   * In the order of their places each part is held against the two that reach farthest among those
   * before it, of different slots, and against the two farthest writes: enough to find whether any
   * two of different slots overlap.
   */
  private @Nullable Collision swept(List<Part> parts, Map<Part, Part> wholes) {
    parts.sort(java.util.Comparator.comparingLong(part -> wholes.get(part).from().constant()));
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
              before.access(), part.access(), met(before, part), "two tasks may touch the same elements");
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

  /** An access as a function of its instance, with inner indices replaced by their bounds. */
  private @Nullable Part part(SharedAccess access, Slot slot) {
    Poly least = bound(access.least(), slot, true);
    Poly behind = bound(access.behind(), slot, false);
    if (least == null || behind == null) {
      return null;
    }
    int symbol = slot.instances() == Slot.Instances.BY_SYMBOL ? slot.symbol() : 0;
    if (symbol != 0 && (least.hasSquare(symbol) || behind.hasSquare(symbol))) {
      return null;
    }
    Poly a = symbol == 0 ? Poly.ZERO : least.coefficientOf(symbol);
    Poly from = symbol == 0 ? least : least.without(symbol);
    Poly width = behind.minus(least);
    return width == null || symbol != 0 && width.has(symbol) ? null : new Part(access, a, from, width);
  }

  private @Nullable Poly bound(@Nullable Poly poly, Slot slot, boolean isLeast) {
    Poly at = poly;
    while (at != null) {
      int inner = innermost(at, slot);
      if (inner == 0) {
        return isInvariant(at, slot) ? at : null;
      }
      Symbols.Span span = symbols.span(inner);
      Poly coefficient = at.hasSquare(inner) ? null : at.coefficientOf(inner);
      if (span == null || coefficient == null || !coefficient.isConstant()) {
        return null;
      }
      boolean wantsLeast = isLeast == coefficient.constant() > 0;
      at = at.with(inner, wantsLeast ? span.least() : span.greatest());
    }
    return null;
  }

  /** The symbol declared last among those that belong to one instance, 0 if there is none. */
  private int innermost(Poly poly, Slot slot) {
    int found = 0;
    for (int symbol : poly.symbols()) {
      if (symbol != slot.symbol()
          && symbols.number(symbol) > slot.lastOutside()
          && (found == 0 || symbols.number(symbol) > symbols.number(found))) {
        found = symbol;
      }
    }
    return found;
  }

  /** Whether everything but the slot's own symbol is the same for all instances. */
  private boolean isInvariant(Poly poly, Slot slot) {
    for (int symbol : poly.symbols()) {
      if (symbol != slot.symbol() && region.changing.contains(symbols.number(symbol))) {
        return false;
      }
    }
    return true;
  }
}
