package dev.luminar.analyzer.race;

import dev.luminar.analyzer.linear.Interval;
import java.math.BigInteger;
import java.util.List;

/** Says between which numbers values lie, also by the ranges of loops around, which have turns. */
final class Intervals {
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

  /** Where a polynomial lies. */
  Interval of(Poly poly) {
    return of(poly, true);
  }

  private Interval of(Poly poly, boolean isNarrowed) {
    Interval sum = Interval.of(BigInteger.ZERO);
    for (Poly.Term term : poly.terms()) {
      Interval product = Interval.of(BigInteger.valueOf(term.coefficient()));
      for (int symbol : term.symbols()) {
        product = product.times(of(symbol, isNarrowed));
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  /** Whether the ends of a range are their polynomials: they do not wrap. */
  boolean areWhole(Definition.Loop loop) {
    return loop.step() != 0
        && of(loop.first(), false).isIn(Interval.I64)
        && of(loop.end(), false).isIn(Interval.I64);
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
        greatest = greatest.min(Interval.I64.greatest());
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
