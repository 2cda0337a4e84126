package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.linear.Interval;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.code.Val;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The value that says in front of a loop whether its indices fit: that polynomials are not
 * negative. Sums and products that could overflow are computed, too, but do not count then: their
 * operands are compared with limits, below which nothing overflows.
 */
final class IndexLook {

  /** Bits of an operand of a product of so many; eight such products are below 2^63. */
  private static final int PRODUCT_BITS = 60;

  /** Bits of a constant factor for which there is room. */
  private static final int FACTOR_BITS = 3;

  private final RoutineBuilder b;
  private final Map<IndexSymbol, Interval> known = new HashMap<>();
  private final List<Val> comparisons = new ArrayList<>();

  IndexLook(RoutineBuilder b) {
    this.b = b;
  }

  /** The terms on one side of a comparison, without signs, and a constant. */
  private record Side(Map<List<IndexSymbol>, BigInteger> terms, BigInteger constant) {
    boolean isConstant() {
      return terms.isEmpty();
    }

    /** Whether neither the sum nor a part of it leaves i64. */
    boolean fits(Function<IndexSymbol, Interval> known) {
      Interval sum = Interval.of(BigInteger.ZERO);
      for (var term : terms.entrySet()) {
        List<IndexSymbol> symbols = term.getKey();
        for (int i = 1; i <= symbols.size(); i++) {
          BigInteger factor = i == symbols.size() ? term.getValue() : BigInteger.ONE;
          Interval part = Polynomial.product(symbols.subList(0, i), BigInteger.ONE, known);
          if (!part.isIn(Interval.I64)
              || !Polynomial.product(symbols.subList(0, i), factor, known).isIn(Interval.I64)) {
            return false;
          }
        }
        sum = sum.plus(Polynomial.product(symbols, term.getValue(), known));
        if (!sum.isIn(Interval.I64)) {
          return false;
        }
      }
      Interval all = sum.plus(Interval.of(constant));
      return Interval.of(constant).isIn(Interval.I64) && all.isIn(Interval.I64);
    }
  }

  /** {@code left >= right}, or {@code left > right}. */
  private record Shape(Side left, Side right, boolean isStrict) {
    boolean fits(Function<IndexSymbol, Interval> known) {
      return left.fits(known) && right.fits(known);
    }
  }

  /** The ways to say that a value is not negative. */
  private static List<Shape> shapes(Polynomial value) {
    Map<List<IndexSymbol>, BigInteger> left = new java.util.LinkedHashMap<>();
    Map<List<IndexSymbol>, BigInteger> right = new java.util.LinkedHashMap<>();
    value
        .terms()
        .forEach((symbols, coefficient) -> {
          if (!symbols.isEmpty()) {
            (coefficient.signum() > 0 ? left : right).put(symbols, coefficient.abs());
          }
        });
    BigInteger constant = value.constant();
    List<Shape> shapes = new ArrayList<>();
    if (constant.equals(BigInteger.ONE.negate()) && !left.isEmpty() && !right.isEmpty()) {
      shapes.add(
          new Shape(new Side(left, BigInteger.ZERO), new Side(right, BigInteger.ZERO), true));
    }
    boolean toTheRight = left.isEmpty() ? false : right.isEmpty() || constant.signum() < 0;
    Shape onLeft = new Shape(new Side(left, constant), new Side(right, BigInteger.ZERO), false);
    Shape onRight =
        new Shape(new Side(left, BigInteger.ZERO), new Side(right, constant.negate()), false);
    shapes.add(toTheRight ? onRight : onLeft);
    shapes.add(toTheRight ? onLeft : onRight);
    return shapes;
  }

  private static @Nullable Shape shape(Polynomial value, Function<IndexSymbol, Interval> known) {
    return shapes(value).stream().filter(shape -> shape.fits(known)).findFirst().orElse(null);
  }

  /** The most factors of a product in which a symbol occurs. */
  private static int degree(Polynomial value, IndexSymbol symbol) {
    return value.terms().keySet().stream()
        .filter(symbols -> symbols.contains(symbol))
        .mapToInt(List::size)
        .max()
        .orElse(1);
  }

  /** Below these limits of a symbol no term overflows in which it occurs. */
  private static Interval limits(Polynomial value, IndexSymbol symbol) {
    int bits = PRODUCT_BITS;
    for (var term : value.terms().entrySet()) {
      if (term.getKey().contains(symbol)) {
        int more = Math.max(0, term.getValue().abs().bitLength() - FACTOR_BITS);
        bits = Math.min(bits, Math.max(0, PRODUCT_BITS - more) / term.getKey().size());
      }
    }
    BigInteger limit = BigInteger.ONE.shiftLeft(bits);
    boolean isAlone = degree(value, symbol) == 1;
    return new Interval(isAlone ? limit.negate() : BigInteger.ZERO, limit);
  }

  /** Whether {@link #of} can say that a value is not negative. */
  static boolean canCompare(Polynomial value) {
    return shape(value, symbol -> symbol.values().within(limits(value, symbol))) != null;
  }

  /** Whether none of the values is negative; of each, {@link #canCompare} holds. */
  Val of(List<Polynomial> values) {
    // What is about one symbol first: it may say that nothing overflows in the others.
    values.stream().filter(v -> v.symbols().size() == 1).forEach(this::compare);
    values.stream().filter(v -> v.symbols().size() != 1).forEach(this::compare);
    if (comparisons.isEmpty()) {
      return Val.bool(true);
    }
    Val all = comparisons.get(0);
    for (Val next : comparisons.subList(1, comparisons.size())) {
      all = new Val.Binary(BinaryOperator.LOGICAL_AND, ScalarType.BOOL, all, next);
    }
    return all;
  }

  private Interval known(IndexSymbol symbol) {
    return known.getOrDefault(symbol, symbol.values());
  }

  /** What a value is not below once what was compared so far holds. */
  private BigInteger leastKnown(Polynomial value) {
    BigInteger least = BigInteger.ZERO;
    for (var term : value.terms().entrySet()) {
      least = least.add(Polynomial.product(term.getKey(), term.getValue(), this::known).least());
    }
    return least;
  }

  private void compare(Polynomial value) {
    if (leastKnown(value).signum() >= 0) {
      return;
    }
    Shape shape = shape(value, this::known);
    // Limits of the operands of products first: they are often enough.
    for (int degree = 3; shape == null && degree > 0; degree--) {
      for (IndexSymbol symbol : value.symbols()) {
        if (degree(value, symbol) == degree) {
          limit(symbol, limits(value, symbol));
        }
      }
      shape = shape(value, this::known);
    }
    if (shape == null) {
      // Other comparisons contradict the limits: the look says no in any case.
      comparisons.add(Val.bool(false));
      return;
    }
    if (shape.right().isConstant() && !shape.isStrict()) {
      emit(BinaryOperator.GE, shape.left(), shape.right());
    } else {
      emit(shape.isStrict() ? BinaryOperator.LT : BinaryOperator.LE, shape.right(), shape.left());
    }
    narrow(value);
  }

  private void emit(BinaryOperator operator, Side left, Side right) {
    comparisons.add(LowerExpr.i64(operator, sum(left), sum(right)));
  }

  /** Compares a symbol with those of its limits that are not known to hold. */
  private void limit(IndexSymbol symbol, Interval limits) {
    Interval sofar = known(symbol);
    if (sofar.least().compareTo(limits.least()) < 0) {
      comparisons.add(
          LowerExpr.i64(BinaryOperator.GE, value(symbol), Val.i64(limits.least().longValue())));
    }
    if (sofar.greatest().compareTo(limits.greatest()) > 0) {
      comparisons.add(
          LowerExpr.i64(BinaryOperator.LE, value(symbol), Val.i64(limits.greatest().longValue())));
    }
    known.put(symbol, sofar.within(limits));
  }

  /** What is known once the comparison held. */
  private void narrow(Polynomial value) {
    if (value.symbols().size() != 1) {
      return;
    }
    IndexSymbol symbol = value.symbols().get(0);
    BigInteger factor = value.terms().getOrDefault(List.of(symbol), BigInteger.ZERO);
    Interval sofar = known(symbol);
    if (factor.equals(BigInteger.ONE)) {
      known.put(
          symbol, new Interval(sofar.least().max(value.constant().negate()), sofar.greatest()));
    } else if (factor.equals(BigInteger.ONE.negate())) {
      known.put(symbol, new Interval(sofar.least(), sofar.greatest().min(value.constant())));
    }
  }

  // ---- values

  private Val sum(Side side) {
    Val sum = null;
    for (var term : side.terms().entrySet()) {
      Val product = product(term.getKey(), term.getValue());
      sum = sum == null ? product : LowerExpr.i64(BinaryOperator.ADD, sum, product);
    }
    long constant = side.constant().longValue();
    if (sum == null || constant == 0) {
      return sum == null ? Val.i64(constant) : sum;
    }
    return constant < 0 && constant != Long.MIN_VALUE
        ? LowerExpr.i64(BinaryOperator.SUB, sum, Val.i64(-constant))
        : LowerExpr.i64(BinaryOperator.ADD, sum, Val.i64(constant));
  }

  private Val product(List<IndexSymbol> symbols, BigInteger coefficient) {
    Val product = value(symbols.get(0));
    for (IndexSymbol symbol : symbols.subList(1, symbols.size())) {
      product = LowerExpr.i64(BinaryOperator.MUL, product, value(symbol));
    }
    return coefficient.equals(BigInteger.ONE)
        ? product
        : LowerExpr.i64(BinaryOperator.MUL, Val.i64(coefficient.longValue()), product);
  }

  private Val value(IndexSymbol symbol) {
    if (symbol.binding == null) {
      return LowerExpr.widen(Val.read(java.util.Objects.requireNonNull(symbol.local)));
    }
    Binding found = b.lookup(symbol.binding.name());
    if (found.origin() != symbol.binding) {
      throw new IllegalStateException(symbol + " is another name where the loop begins");
    }
    Local local = found.local();
    return symbol.kind == IndexSymbol.Kind.LENGTH
        ? new Val.Length(Val.read(local))
        : LowerExpr.widen(Val.read(local));
  }
}
