package dev.luminar.analyzer.lower;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/** All numbers from {@code least} to {@code greatest}. */
record Interval(BigInteger least, BigInteger greatest) {

  static final Interval I64 =
      new Interval(BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));

  static final Interval I32 =
      new Interval(BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE));

  static final Interval LENGTHS = new Interval(BigInteger.ZERO, I64.greatest);

  static Interval of(IndexSymbol symbol) {
    return new Interval(symbol.least, symbol.greatest);
  }

  /** What a polynomial is between, by what is known of its symbols. */
  static Interval of(Polynomial polynomial) {
    Interval sum = new Interval(BigInteger.ZERO, BigInteger.ZERO);
    for (var term : polynomial.terms().entrySet()) {
      sum = sum.plus(product(term.getKey(), term.getValue(), Interval::of));
    }
    return sum;
  }

  /** What a product of symbols with a coefficient is between. */
  static Interval product(
      List<IndexSymbol> symbols, BigInteger coefficient, Function<IndexSymbol, Interval> known) {
    Interval product = new Interval(coefficient, coefficient);
    for (IndexSymbol symbol : symbols) {
      product = product.times(known.apply(symbol));
    }
    return product;
  }

  Interval plus(Interval other) {
    return new Interval(least.add(other.least), greatest.add(other.greatest));
  }

  Interval times(Interval other) {
    BigInteger a = least.multiply(other.least);
    BigInteger b = least.multiply(other.greatest);
    BigInteger c = greatest.multiply(other.least);
    BigInteger d = greatest.multiply(other.greatest);
    return new Interval(a.min(b).min(c.min(d)), a.max(b).max(c.max(d)));
  }

  Interval within(Interval other) {
    return new Interval(least.max(other.least), greatest.min(other.greatest));
  }

  boolean isIn(Interval other) {
    return least.compareTo(other.least) >= 0 && greatest.compareTo(other.greatest) <= 0;
  }
}
