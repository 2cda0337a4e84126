package dev.luminar.analyzer.facts;

import org.jspecify.annotations.Nullable;

/** Finds two instances that collide, and says so. */
final class Witness {
  private static final int TRIES_MAX = 40;

  private final Symbols symbols;

  Witness(Symbols symbols) {
    this.symbols = symbols;
  }

  String at(Slot slot, Part left, Part right, long d) {
    if (slot.values() == null || !slot.values().least().isConstant()) {
      String both =
          left.access().isWrite() && right.access().isWrite()
              ? "write the same element of "
              : "touch the same element of ";
      return slot.word()
          + "s i and i "
          + (d < 0 ? "- " : "+ ")
          + Math.abs(d * slot.step())
          + " "
          + both
          + left.access().name();
    }
    long low = firstValue(slot);
    long start = d > 0 ? low : low - d * slot.step();
    if (left.from().symbolic().equals(Poly.ZERO) && slot.count().isEmpty()) {
      // The first place in the buffer, not before it.
      long a = left.a().constant();
      for (int k = 0; k < TRIES_MAX; k++) {
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
    return word
        + " "
        + i
        + " "
        + left.access().kind().verb()
        + " "
        + element
        + " and "
        + word
        + " "
        + j
        + " "
        + right.access().kind().verb()
        + " "
        + (element.equals(other) ? "it" : other);
  }

  /** Tries small values for two instances that meet. */
  @Nullable String searched(Slot slot, Part left, Part right) {
    if (!left.isNumeric()
        || !right.isNumeric()
        || slot.step() == 0
        || !left.from().symbolic().equals(right.from().symbolic())) {
      return null;
    }
    long count = Math.min(slot.count().orElse(TRIES_MAX), TRIES_MAX);
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

  /** Two tasks that touch one element for certain: both parts are the same for all instances. */
  @Nullable String met(Part one, Part other) {
    Part left = one.whole(one.access().slot());
    Part right = other.whole(other.access().slot());
    if (left == null || right == null) {
      return null;
    }
    Poly gap = left.from().minus(right.from());
    if (gap == null || !gap.isConstant() || !left.isNumeric() || !right.isNumeric()) {
      return null;
    }
    Poly at = gap.constant() > 0 ? left.from() : right.from();
    return "one "
        + one.access().kind().verb()
        + " and another "
        + other.access().kind().verb()
        + " "
        + one.access().name()
        + "["
        + at.show(symbols)
        + "]";
  }
}
