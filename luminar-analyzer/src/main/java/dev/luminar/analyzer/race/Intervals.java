package dev.luminar.analyzer.race;

import java.math.BigInteger;
import java.util.List;

/** Says between which numbers values lie, also by the ranges of loops around, which have turns. */
final class Intervals {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final Symbols symbols;
  private final Magnitudes magnitudes;
  private final List<Poly> notNegative;

  /**
   * Makes intervals.
   *
   * @param notNegative polynomials that are not negative
   */
  Intervals(Symbols symbols, Magnitudes magnitudes, List<Poly> notNegative) {
    this.symbols = symbols;
    this.magnitudes = magnitudes;
    this.notNegative = notNegative;
  }

  /** From the least to the greatest number, both among them. */
  record Interval(BigInteger least, BigInteger greatest) {
    Interval plus(Interval other) {
      return new Interval(least.add(other.least), greatest.add(other.greatest));
    }

    Interval times(Interval other) {
      BigInteger a = least.multiply(other.least);
      BigInteger b = least.multiply(other.greatest);
      BigInteger c = greatest.multiply(other.least);
      BigInteger d = greatest.multiply(other.greatest);
      return new Interval(a.min(b).min(c).min(d), a.max(b).max(c).max(d));
    }

    /** Whether all of it is in i64. */
    boolean fits() {
      return least.compareTo(LEAST) >= 0 && greatest.compareTo(GREATEST) <= 0;
    }
  }

  /** Where a polynomial lies. */
  Interval of(Poly poly) {
    return of(poly, true);
  }

  private Interval of(Poly poly, boolean isNarrowed) {
    Interval sum = number(0);
    for (Poly.Term term : poly.terms()) {
      Interval product = number(term.coefficient());
      for (int symbol : term.symbols()) {
        product = product.times(of(symbol, isNarrowed));
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  private static Interval number(long value) {
    return new Interval(BigInteger.valueOf(value), BigInteger.valueOf(value));
  }

  /** Whether the ends of a range are their polynomials: they do not wrap. */
  boolean areWhole(Definition.Loop loop) {
    return loop.step() != 0 && of(loop.first(), false).fits() && of(loop.end(), false).fits();
  }

  private Interval of(int symbol, boolean isNarrowed) {
    BigInteger size = magnitudes.of(symbol);
    BigInteger least = size.negate();
    BigInteger greatest = size;
    switch (symbols.definition(symbol)) {
      case Definition.Name d -> greatest = greatest.subtract(BigInteger.ONE);
      case Definition.Length d -> least = BigInteger.ZERO;
      case Definition.Rest d -> least = BigInteger.ZERO;
      case Definition.Index d -> {
        greatest = greatest.min(GREATEST);
        if (d.loop() != null && areWhole(d.loop())) {
          least = least.max(of(d.loop().least(), false).least());
          greatest = greatest.min(of(d.loop().greatest(), false).greatest());
        }
      }
      case Definition.Load d -> {
        least = BigInteger.valueOf(d.least());
        greatest = BigInteger.valueOf(d.greatest());
      }
      default -> {}
    }
    if (isNarrowed) {
      for (Poly fact : notNegative) {
        Poly coefficient = fact.coefficientOf(symbol);
        if (coefficient.isConstant() && !fact.hasSquare(symbol)) {
          Interval rest = of(fact.without(symbol), false);
          if (coefficient.constant() == 1) {
            least = least.max(rest.greatest().negate());
          } else if (coefficient.constant() == -1) {
            greatest = greatest.min(rest.greatest());
          }
        }
      }
    }
    return new Interval(least, greatest);
  }
}
