package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Guard;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes the conditions under which nothing that a proof takes for whole numbers wraps. */
final class Fitting {
  /**
   * The largest size that is asked for at run time, in f64: far enough below 2^63 for its rounding.
   */
  private static final double LIMIT = 0x1p62;

  private static final double LIMIT_NARROW = 0x1p30;

  private Fitting() {}

  /** That a polynomial is not negative, and does not wrap when it is computed. */
  static Guard ask(Poly poly, Symbols symbols, Magnitudes magnitudes) {
    Guard guard = new Guard.NotNegative(Problem.Sums.of(poly, symbols));
    if (magnitudes.of(poly).compareTo(Magnitudes.I64) < 0) {
      return guard;
    }
    Poly bound = magnitudes.bound(poly);
    return bound == null
        ? Guard.NEVER
        : new Guard.Fits(Problem.Sums.of(bound, symbols), LIMIT).and(guard);
  }

  /** That a polynomial stays within i64, or within i32. */
  static Guard of(Poly poly, boolean isNarrow, Problem problem, Magnitudes magnitudes) {
    BigInteger limit = isNarrow ? Magnitudes.I32 : Magnitudes.I64;
    if (magnitudes.of(poly).compareTo(limit) <= 0) {
      return Guard.ALWAYS;
    }
    return asked(magnitudes.bound(poly), isNarrow, problem);
  }

  /** That the size of a polynomial, all of whose symbols stand for sizes, is small enough. */
  static Guard asked(@Nullable Poly bound, boolean isNarrow, Problem problem) {
    double limit = isNarrow ? LIMIT_NARROW : LIMIT;
    if (bound != null && bound.isConstant()) {
      return bound.constant() <= limit ? Guard.ALWAYS : Guard.NEVER;
    }
    boolean isKnown =
        bound != null && Arrays.stream(bound.symbols()).allMatch(problem::isKnownAtEntry);
    return isKnown ? new Guard.Fits(Problem.Sums.of(bound, problem.symbols()), limit) : Guard.NEVER;
  }
}
