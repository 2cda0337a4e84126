package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.linear.Interval;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A polynomial over {@link IndexSymbol}s with whole coefficients: what an index, a bound or a
 * length is. A computation that would need a degree above three or too many terms has no result.
 */
final class Polynomial {

  /** Enough for an element of a box of three dimensions. */
  private static final int DEGREE_MAX = 3;

  private static final int TERMS_MAX = 16;

  /** Of a coefficient; an i64 and some carry. */
  private static final int BITS_MAX = 72;

  /** By degree, then by symbols. */
  private static final Comparator<List<IndexSymbol>> ORDER =
      Comparator.<List<IndexSymbol>>comparingInt(List::size)
          .thenComparing((left, right) -> {
            for (int i = 0; i < left.size(); i++) {
              int order = left.get(i).compareTo(right.get(i));
              if (order != 0) {
                return order;
              }
            }
            return 0;
          });

  static final Polynomial ZERO = new Polynomial(new TreeMap<>(ORDER));

  /** Products of symbols, sorted, with their coefficients; none is zero. */
  private final TreeMap<List<IndexSymbol>, BigInteger> terms;

  private Polynomial(TreeMap<List<IndexSymbol>, BigInteger> terms) {
    this.terms = terms;
  }

  static Polynomial constant(BigInteger value) {
    return ZERO.with(List.of(), value);
  }

  static Polynomial constant(long value) {
    return constant(BigInteger.valueOf(value));
  }

  static Polynomial of(IndexSymbol symbol) {
    return ZERO.with(List.of(symbol), BigInteger.ONE);
  }

  private Polynomial with(List<IndexSymbol> product, BigInteger coefficient) {
    TreeMap<List<IndexSymbol>, BigInteger> sum = new TreeMap<>(terms);
    add(sum, product, coefficient);
    return new Polynomial(sum);
  }

  private static void add(
      TreeMap<List<IndexSymbol>, BigInteger> sum, List<IndexSymbol> product, BigInteger more) {
    BigInteger all = sum.getOrDefault(product, BigInteger.ZERO).add(more);
    if (all.signum() == 0) {
      sum.remove(product);
    } else {
      sum.put(product, all);
    }
  }

  /** The terms: products of symbols with their coefficients, by degree. */
  Map<List<IndexSymbol>, BigInteger> terms() {
    return terms;
  }

  @Nullable Polynomial plus(Polynomial other) {
    TreeMap<List<IndexSymbol>, BigInteger> sum = new TreeMap<>(terms);
    other.terms.forEach((product, coefficient) -> add(sum, product, coefficient));
    return bounded(sum);
  }

  private static @Nullable Polynomial bounded(TreeMap<List<IndexSymbol>, BigInteger> sum) {
    boolean fits =
        sum.size() <= TERMS_MAX
            && sum.values().stream().allMatch(coefficient -> coefficient.bitLength() <= BITS_MAX);
    return fits ? new Polynomial(sum) : null;
  }

  Polynomial plus(long value) {
    return with(List.of(), BigInteger.valueOf(value));
  }

  @Nullable Polynomial minus(Polynomial other) {
    return plus(other.negated());
  }

  Polynomial negated() {
    TreeMap<List<IndexSymbol>, BigInteger> negative = new TreeMap<>(ORDER);
    terms.forEach((product, coefficient) -> negative.put(product, coefficient.negate()));
    return new Polynomial(negative);
  }

  @Nullable Polynomial times(Polynomial other) {
    TreeMap<List<IndexSymbol>, BigInteger> sum = new TreeMap<>(ORDER);
    for (var left : terms.entrySet()) {
      for (var right : other.terms.entrySet()) {
        List<IndexSymbol> product = new ArrayList<>(left.getKey());
        product.addAll(right.getKey());
        if (product.size() > DEGREE_MAX) {
          return null;
        }
        product.sort(null);
        add(sum, List.copyOf(product), left.getValue().multiply(right.getValue()));
      }
    }
    return bounded(sum);
  }

  /** What {@code symbol} is multiplied with, or null if it occurs squared. */
  @Nullable Polynomial coefficientOf(IndexSymbol symbol) {
    TreeMap<List<IndexSymbol>, BigInteger> rest = new TreeMap<>(ORDER);
    for (var term : terms.entrySet()) {
      int at = term.getKey().indexOf(symbol);
      if (at >= 0) {
        List<IndexSymbol> others = new ArrayList<>(term.getKey());
        others.remove(at);
        if (others.contains(symbol)) {
          return null;
        }
        rest.put(List.copyOf(others), term.getValue());
      }
    }
    return new Polynomial(rest);
  }

  /** The terms in which {@code symbol} does not occur. */
  Polynomial without(IndexSymbol symbol) {
    TreeMap<List<IndexSymbol>, BigInteger> rest = new TreeMap<>(terms);
    rest.keySet().removeIf(product -> product.contains(symbol));
    return new Polynomial(rest);
  }

  /** The innermost index of a loop that occurs, if its loop is deeper than {@code depth}. */
  @Nullable IndexSymbol innermost(int depth) {
    IndexSymbol found = null;
    for (IndexSymbol symbol : symbols()) {
      if (symbol.depth > (found == null ? depth : found.depth)) {
        found = symbol;
      }
    }
    return found;
  }

  /** Every symbol that occurs, without repetition. */
  List<IndexSymbol> symbols() {
    return terms.keySet().stream().flatMap(List::stream).distinct().toList();
  }

  boolean isConstant() {
    return terms.isEmpty() || (terms.size() == 1 && terms.firstKey().isEmpty());
  }

  /** The constant term. */
  BigInteger constant() {
    return terms.getOrDefault(List.of(), BigInteger.ZERO);
  }

  /** The sum of the coefficients: its sign is a guess of the sign of the value. */
  int leaning() {
    return terms.values().stream().reduce(BigInteger.ZERO, BigInteger::add).signum();
  }

  /** What the value is certainly in, by what is known of the symbols. */
  Interval values() {
    Interval sum = Interval.of(BigInteger.ZERO);
    for (var term : terms.entrySet()) {
      sum = sum.plus(product(term.getKey(), term.getValue(), IndexSymbol::values));
    }
    return sum;
  }

  /** What a product of symbols with a coefficient is in. */
  static Interval product(
      List<IndexSymbol> symbols, BigInteger coefficient, Function<IndexSymbol, Interval> known) {
    Interval product = Interval.of(coefficient);
    for (IndexSymbol symbol : symbols) {
      product = product.times(known.apply(symbol));
    }
    return product;
  }

  /** What the value is certainly not below. */
  BigInteger least() {
    return values().least();
  }

  /** What the value is certainly not above. */
  BigInteger greatest() {
    return values().greatest();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Polynomial p && terms.equals(p.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    return terms.toString();
  }
}
