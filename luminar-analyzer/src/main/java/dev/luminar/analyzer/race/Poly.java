package dev.luminar.analyzer.race;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A polynomial over symbols with integer coefficients: what an index is as a function of the names
 * it is computed from.
 *
 * <p>Symbols are positive numbers that a {@link Symbols} gives out. A computation that would leave
 * the form (a degree above {@link #DEGREE_MAX}, a coefficient out of range, too many terms) has no
 * result, and the index then counts as unknown. Arithmetic in i64 wraps and this does not; who
 * relies on a polynomial asks {@link Magnitudes} whether it can leave i64.
 */
final class Poly {
  /** The largest coefficient. */
  static final long COEFFICIENT_MAX = Long.MAX_VALUE;

  static final int DEGREE_MAX = 4;
  private static final int TERMS_MAX = 24;
  private static final int[] ONE = {};

  static final Poly ZERO = new Poly(new int[0][], new long[0]);

  /** A product of symbols, sorted, and what it is multiplied with. */
  record Term(int[] symbols, long coefficient) {
    boolean isConstant() {
      return symbols.length == 0;
    }
  }

  /** The products of symbols, each sorted; the shorter ones first. */
  private final int[][] keys;

  private final long[] coefficients;

  private Poly(int[][] keys, long[] coefficients) {
    this.keys = keys;
    this.coefficients = coefficients;
  }

  private static int compare(int[] left, int[] right) {
    int byLength = Integer.compare(left.length, right.length);
    return byLength != 0 ? byLength : Arrays.compare(left, right);
  }

  private static TreeMap<int[], Long> noTerms() {
    return new TreeMap<>(Poly::compare);
  }

  /** The constant, or null if it is too large. */
  static @Nullable Poly constant(long value) {
    var terms = noTerms();
    terms.put(ONE, value);
    return of(terms);
  }

  static Poly symbol(int symbol) {
    return new Poly(new int[][] {{symbol}}, new long[] {1});
  }

  private static @Nullable Poly of(TreeMap<int[], Long> terms) {
    terms.values().removeIf(c -> c == 0);
    if (terms.size() > TERMS_MAX) {
      return null;
    }
    var keys = new int[terms.size()][];
    var coefficients = new long[terms.size()];
    int at = 0;
    for (Map.Entry<int[], Long> term : terms.entrySet()) {
      if (term.getValue() < -COEFFICIENT_MAX) {
        return null;
      }
      keys[at] = term.getKey();
      coefficients[at++] = term.getValue();
    }
    return new Poly(keys, coefficients);
  }

  List<Term> terms() {
    List<Term> terms = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      terms.add(new Term(keys[i], coefficients[i]));
    }
    return terms;
  }

  private TreeMap<int[], Long> map() {
    var terms = noTerms();
    for (int i = 0; i < keys.length; i++) {
      terms.put(keys[i], coefficients[i]);
    }
    return terms;
  }

  @Nullable Poly plus(@Nullable Poly other) {
    if (other == null) {
      return null;
    }
    var terms = map();
    for (int i = 0; i < other.keys.length; i++) {
      long before = terms.getOrDefault(other.keys[i], 0L);
      long sum = before + other.coefficients[i];
      if (((before ^ sum) & (other.coefficients[i] ^ sum)) < 0) {
        return null;
      }
      terms.put(other.keys[i], sum);
    }
    return of(terms);
  }

  @Nullable Poly plus(long constant) {
    return plus(constant(constant));
  }

  @Nullable Poly minus(@Nullable Poly other) {
    return other == null ? null : plus(other.negated());
  }

  Poly negated() {
    var negative = new long[coefficients.length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = -coefficients[i];
    }
    return new Poly(keys, negative);
  }

  @Nullable Poly times(long factor) {
    Poly constant = constant(factor);
    return constant == null ? null : times(constant);
  }

  @Nullable Poly times(@Nullable Poly other) {
    if (other == null) {
      return null;
    }
    var terms = noTerms();
    for (int i = 0; i < keys.length; i++) {
      for (int j = 0; j < other.keys.length; j++) {
        if (keys[i].length + other.keys[j].length > DEGREE_MAX) {
          return null;
        }
        int[] key = Arrays.copyOf(keys[i], keys[i].length + other.keys[j].length);
        System.arraycopy(other.keys[j], 0, key, keys[i].length, other.keys[j].length);
        Arrays.sort(key);
        long high = Math.multiplyHigh(coefficients[i], other.coefficients[j]);
        long product = coefficients[i] * other.coefficients[j];
        if (high != product >> 63) {
          return null;
        }
        long before = terms.getOrDefault(key, 0L);
        long sum = before + product;
        if (((before ^ sum) & (product ^ sum)) < 0) {
          return null;
        }
        terms.put(key, sum);
      }
    }
    return of(terms);
  }

  boolean has(int symbol) {
    for (int[] key : keys) {
      if (Arrays.binarySearch(key, symbol) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code symbol} occurs squared, or in a higher power. */
  boolean hasSquare(int symbol) {
    for (int[] key : keys) {
      if (Arrays.stream(key).filter(s -> s == symbol).count() > 1) {
        return true;
      }
    }
    return false;
  }

  /** What {@code symbol} is multiplied with; of a square, the symbol itself. */
  Poly coefficientOf(int symbol) {
    var terms = noTerms();
    for (int i = 0; i < keys.length; i++) {
      int at = Arrays.binarySearch(keys[i], symbol);
      if (at >= 0) {
        int[] rest = Arrays.copyOf(keys[i], keys[i].length - 1);
        System.arraycopy(keys[i], at + 1, rest, at, rest.length - at);
        terms.put(rest, coefficients[i]);
      }
    }
    Poly found = of(terms);
    return found == null ? ZERO : found;
  }

  /** The terms without {@code symbol}. */
  Poly without(int symbol) {
    var terms = map();
    terms.keySet().removeIf(key -> Arrays.binarySearch(key, symbol) >= 0);
    Poly rest = of(terms);
    return rest == null ? ZERO : rest;
  }

  /** This polynomial with {@code symbol} replaced. */
  @Nullable Poly with(int symbol, @Nullable Poly value) {
    if (!has(symbol)) {
      return this;
    }
    if (value == null) {
      return null;
    }
    Poly sum = ZERO;
    for (Term term : terms()) {
      Poly product = constant(term.coefficient());
      for (int factor : term.symbols()) {
        product = product == null ? null : product.times(factor == symbol ? value : symbol(factor));
      }
      sum = sum == null ? null : sum.plus(product);
    }
    return sum;
  }

  boolean isConstant() {
    return keys.length == 0 || (keys.length == 1 && keys[0].length == 0);
  }

  /** Whether no product of symbols occurs. */
  boolean isLinear() {
    return keys.length == 0 || keys[keys.length - 1].length < 2;
  }

  /** The constant term. */
  long constant() {
    return keys.length > 0 && keys[0].length == 0 ? coefficients[0] : 0;
  }

  /** The terms that are not constant. */
  Poly symbolic() {
    if (keys.length == 0 || keys[0].length > 0) {
      return this;
    }
    return new Poly(
        Arrays.copyOfRange(keys, 1, keys.length), Arrays.copyOfRange(coefficients, 1, keys.length));
  }

  /** Every symbol that occurs, in order, without repetition. */
  int[] symbols() {
    return Arrays.stream(keys).flatMapToInt(Arrays::stream).distinct().sorted().toArray();
  }

  /** Readable, with the names that {@code symbols} knows: {@code 2*i + n - 1}. */
  String show(Symbols symbols) {
    if (keys.length == 0) {
      return "0";
    }
    var out = new StringBuilder();
    for (int i = 0; i < keys.length; i++) {
      int at = (i + 1) % keys.length; // the constant, which sorts first, comes last
      int index = keys[0].length == 0 ? at : i;
      append(out, keys[index], coefficients[index], symbols);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, int[] key, long coefficient, Symbols symbols) {
    if (out.isEmpty()) {
      out.append(coefficient < 0 ? "-" : "");
    } else {
      out.append(coefficient < 0 ? " - " : " + ");
    }
    long size = Math.abs(coefficient);
    if (key.length == 0) {
      out.append(size);
      return;
    }
    if (size != 1) {
      out.append(size).append('*');
    }
    for (int i = 0; i < key.length; i++) {
      out.append(i == 0 ? "" : "*").append(symbols.name(key[i]));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Poly poly
        && Arrays.deepEquals(keys, poly.keys)
        && Arrays.equals(coefficients, poly.coefficients);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(keys) * 31 + Arrays.hashCode(coefficients);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(keys) + Arrays.toString(coefficients);
  }
}
