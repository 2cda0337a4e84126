package dev.luminar.analyzer.race;

import java.util.List;

/** Tells apart instances that each keep to a stretch of a buffer, as unrolled bodies do. */
final class Stretches {
  /** Beyond this a product of numbers might leave i64. */
  private static final long NUMBER_MAX = 1L << 24;

  private Stretches() {}

  /** Whether everything that one instance touches fits between what two neighbours begin with. */
  static boolean areApart(Slot slot, List<Part> parts) {
    Part first = parts.get(0);
    if (slot.step() == 0 || !first.a().isConstant()) {
      return false;
    }
    long stride = Math.abs(first.a().constant()) * Math.abs(slot.step());
    boolean isSmall =
        Math.abs(first.a().constant()) < NUMBER_MAX
            && Math.abs(slot.step()) < NUMBER_MAX
            && stride < 1 << 16;
    if (!isSmall) {
      return false;
    }
    long least = Long.MAX_VALUE;
    long behind = Long.MIN_VALUE;
    for (Part part : parts) {
      boolean isAlike =
          part.isNumeric()
              && part.a().equals(first.a())
              && part.from().symbolic().equals(first.from().symbolic())
              && Math.abs(part.from().constant()) < 1L << 40
              && Math.abs(part.width().constant()) < 1L << 40;
      if (!isAlike) {
        return false;
      }
      least = Math.min(least, part.from().constant());
      behind = Math.max(behind, part.from().constant() + part.width().constant());
    }
    return behind - least <= stride;
  }
}
