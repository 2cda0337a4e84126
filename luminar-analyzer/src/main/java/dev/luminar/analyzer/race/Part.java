package dev.luminar.analyzer.race;

import org.jspecify.annotations.Nullable;

/**
 * An access without the indices of inner loops: from {@code a*i + from} up to {@code width} more.
 *
 * @param access the access
 * @param a what the value that tells instances apart is multiplied with
 * @param from the rest of the first index
 * @param width how many elements, the loops inside an instance running over all their values
 */
record Part(SharedAccess access, Poly a, Poly from, Poly width) {
  /** Numbers up to this may be added without a look. */
  private static final long NUMBER_MAX = 1L << 60;

  boolean isNumeric() {
    return a.isConstant() && width.isConstant();
  }

  /** A part with all values of its instances in it. */
  @Nullable Part whole(Slot slot) {
    if (a.equals(Poly.ZERO)) {
      return this;
    }
    Symbols.Span values = slot.values();
    if (values == null || !a.isConstant()) {
      return null;
    }
    boolean isUp = a.constant() > 0;
    Poly low = a.times(isUp ? values.least() : values.greatest());
    Poly high = a.times(isUp ? values.greatest() : values.least());
    Poly first = low == null ? null : from.plus(low);
    Poly spread = low == null || high == null ? null : high.minus(low);
    Poly wide = spread == null ? null : spread.plus(width);
    return first == null || wide == null ? null : new Part(access, Poly.ZERO, first, wide);
  }

  /** Whether this ends before another part begins; both without instances. */
  boolean isBefore(Part right) {
    Poly end = from.plus(width);
    Poly gap = end == null ? null : end.minus(right.from());
    return gap != null && gap.isConstant() && gap.constant() <= 0 && gap.constant() > -NUMBER_MAX;
  }
}
