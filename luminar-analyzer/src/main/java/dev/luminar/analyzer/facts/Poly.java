package dev.luminar.analyzer.facts;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A polynomial of degree at most two over symbols, with integer coefficients: what an index is as a
 * function of the names it is computed from.
 *
 * <p>Symbols are positive numbers that a {@link Symbols} gives out. A computation that would leave
 * the form (a degree of three, a coefficient out of range, too many terms) has no result, and the
 * index then counts as unknown. Coefficients are bounded so that two different indices of one form
 * can only meet by wrapping after more iterations than any machine runs.
 */
final class Poly {
  /** The largest coefficient of a symbol. */
  static final long COEFFICIENT_MAX = 1L << 20;

  /** The largest constant. */
  static final long CONSTANT_MAX = 1L << 40;

  private static final int TERMS_MAX = 16;
  private static final long CONSTANT_KEY = 0;

  static final Poly ZERO = new Poly(new long[0], new long[0]);

  /** Sorted; a key holds one symbol in its low half, or two, the smaller one in its high half. */
  private final long[] keys;

  private final long[] coefficients;

  private Poly(long[] keys, long[] coefficients) {
    this.keys = keys;
    this.coefficients = coefficients;
  }

  /** The constant, or null if it is too large. */
  static @Nullable Poly constant(long value) {
    var terms = new TreeMap<Long, Long>();
    terms.put(CONSTANT_KEY, value);
    return of(terms);
  }

  static Poly symbol(int symbol) {
    return new Poly(new long[] {symbol}, new long[] {1});
  }

  private static @Nullable Poly of(TreeMap<Long, Long> terms) {
    terms.values().removeIf(c -> c == 0);
    if (terms.size() > TERMS_MAX) {
      return null;
    }
    var keys = new long[terms.size()];
    var coefficients = new long[terms.size()];
    int at = 0;
    for (var term : terms.entrySet()) {
      long limit = term.getKey() == CONSTANT_KEY ? CONSTANT_MAX : COEFFICIENT_MAX;
      if (term.getValue() > limit || term.getValue() < -limit) {
        return null;
      }
      keys[at] = term.getKey();
      coefficients[at++] = term.getValue();
    }
    return new Poly(keys, coefficients);
  }

  private TreeMap<Long, Long> terms() {
    var terms = new TreeMap<Long, Long>();
    for (int i = 0; i < keys.length; i++) {
      terms.put(keys[i], coefficients[i]);
    }
    return terms;
  }

  @Nullable Poly plus(Poly other) {
    var terms = terms();
    for (int i = 0; i < other.keys.length; i++) {
      terms.merge(other.keys[i], other.coefficients[i], Long::sum);
    }
    return of(terms);
  }

  @Nullable Poly minus(Poly other) {
    return plus(other.negated());
  }

  Poly negated() {
    var negative = new long[coefficients.length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = -coefficients[i];
    }
    return new Poly(keys, negative);
  }

  @Nullable Poly times(Poly other) {
    var terms = new TreeMap<Long, Long>();
    for (int i = 0; i < keys.length; i++) {
      for (int j = 0; j < other.keys.length; j++) {
        long key = product(keys[i], other.keys[j]);
        if (key < 0) {
          return null;
        }
        // Both factors are at most 2^40, so the high half says whether the product fits.
        if (Math.multiplyHigh(coefficients[i], other.coefficients[j])
            != (coefficients[i] * other.coefficients[j]) >> 63) {
          return null;
        }
        long product = coefficients[i] * other.coefficients[j];
        if (Math.abs(product) > CONSTANT_MAX) {
          return null;
        }
        terms.merge(key, product, Long::sum);
      }
    }
    return of(terms);
  }

  /** The key of a product, -1 if its degree is above two. */
  private static long product(long left, long right) {
    if (left == CONSTANT_KEY) {
      return right;
    }
    if (right == CONSTANT_KEY) {
      return left;
    }
    if (left >>> 32 != 0 || right >>> 32 != 0) {
      return -1;
    }
    return Math.min(left, right) << 32 | Math.max(left, right);
  }

  private static boolean has(long key, int symbol) {
    return (key >>> 32) == symbol || (key & 0xffff_ffffL) == symbol;
  }

  boolean has(int symbol) {
    for (long key : keys) {
      if (has(key, symbol)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code symbol} occurs squared. */
  boolean hasSquare(int symbol) {
    return Arrays.binarySearch(keys, (long) symbol << 32 | symbol) >= 0;
  }

  /** What {@code symbol} is multiplied with; it must not occur squared. */
  Poly coefficientOf(int symbol) {
    var terms = new TreeMap<Long, Long>();
    for (int i = 0; i < keys.length; i++) {
      if (has(keys[i], symbol)) {
        long high = keys[i] >>> 32;
        long low = keys[i] & 0xffff_ffffL;
        terms.put(high == 0 ? CONSTANT_KEY : high == symbol ? low : high, coefficients[i]);
      }
    }
    Poly found = of(terms);
    return found == null ? ZERO : found;
  }

  /** The terms without {@code symbol}. */
  Poly without(int symbol) {
    var terms = terms();
    terms.keySet().removeIf(key -> has(key, symbol));
    Poly rest = of(terms);
    return rest == null ? ZERO : rest;
  }

  /** This polynomial with {@code symbol} replaced. */
  @Nullable Poly with(int symbol, Poly value) {
    if (!has(symbol)) {
      return this;
    }
    if (hasSquare(symbol)) {
      return null;
    }
    Poly product = coefficientOf(symbol).times(value);
    return product == null ? null : without(symbol).plus(product);
  }

  boolean isConstant() {
    return keys.length == 0 || (keys.length == 1 && keys[0] == CONSTANT_KEY);
  }

  /** The constant term. */
  long constant() {
    return keys.length > 0 && keys[0] == CONSTANT_KEY ? coefficients[0] : 0;
  }

  /** The terms that are not constant. */
  Poly symbolic() {
    if (keys.length == 0 || keys[0] != CONSTANT_KEY) {
      return this;
    }
    return new Poly(
        Arrays.copyOfRange(keys, 1, keys.length), Arrays.copyOfRange(coefficients, 1, keys.length));
  }

  /** Every symbol that occurs, in order, without repetition. */
  int[] symbols() {
    return Arrays.stream(keys)
        .flatMap(key -> java.util.stream.LongStream.of(key >>> 32, key & 0xffff_ffffL))
        .filter(symbol -> symbol != 0)
        .distinct()
        .sorted()
        .mapToInt(symbol -> (int) symbol)
        .toArray();
  }

  /** Readable, with the names that {@code symbols} knows: {@code 2*i + n - 1}. */
  String show(Symbols symbols) {
    if (keys.length == 0) {
      return "0";
    }
    var out = new StringBuilder();
    for (int i = 0; i < keys.length; i++) {
      int at = (i + 1) % keys.length; // the constant, which sorts first, comes last
      int index = keys[0] == CONSTANT_KEY ? at : i;
      append(out, keys[index], coefficients[index], symbols);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, long key, long coefficient, Symbols symbols) {
    if (out.isEmpty()) {
      out.append(coefficient < 0 ? "-" : "");
    } else {
      out.append(coefficient < 0 ? " - " : " + ");
    }
    long size = Math.abs(coefficient);
    if (key == CONSTANT_KEY) {
      out.append(size);
      return;
    }
    if (size != 1) {
      out.append(size).append('*');
    }
    if (key >>> 32 != 0) {
      out.append(symbols.name((int) (key >>> 32))).append('*');
    }
    out.append(symbols.name((int) (key & 0xffff_ffffL)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Poly poly
        && Arrays.equals(keys, poly.keys)
        && Arrays.equals(coefficients, poly.coefficients);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys) * 31 + Arrays.hashCode(coefficients);
  }

  @Override
  public String toString() {
    return Arrays.toString(keys) + Arrays.toString(coefficients);
  }
}
