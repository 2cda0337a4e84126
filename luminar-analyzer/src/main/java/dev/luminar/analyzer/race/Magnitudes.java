package dev.luminar.analyzer.race;

import dev.luminar.model.type.ScalarType;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says how large values can be, so that arithmetic that wraps is the arithmetic of whole numbers.
 *
 * <p>A range is taken to have less than 2^48 values, and a buffer less than 2^48 elements: no
 * machine runs, or holds, more.
 */
final class Magnitudes {
  static final BigInteger TURNS_MAX = BigInteger.ONE.shiftLeft(48);
  static final BigInteger I64 = BigInteger.ONE.shiftLeft(63);
  static final BigInteger I32 = BigInteger.ONE.shiftLeft(31);

  /** The largest offset that a guard lets pass. */
  private static final BigInteger OFFSET_MAX = BigInteger.ONE.shiftLeft(62);

  private final Symbols symbols;
  private final Set<Integer> offsets;
  private final Map<Integer, BigInteger> sizes = new HashMap<>();

  Magnitudes(Symbols symbols) {
    this(symbols, Set.of());
  }

  /** Sizes where some elements that are read are known to be offsets: small, and not negative. */
  Magnitudes(Symbols symbols, Set<Integer> offsets) {
    this.symbols = symbols;
    this.offsets = offsets;
  }

  /** The most that a polynomial's absolute value can be, as far as types and ranges tell. */
  BigInteger of(Poly poly) {
    BigInteger sum = BigInteger.ZERO;
    for (Poly.Term term : poly.terms()) {
      BigInteger product = BigInteger.valueOf(Math.abs(term.coefficient()));
      for (int symbol : term.symbols()) {
        product = product.multiply(of(symbol));
      }
      sum = sum.add(product);
    }
    return sum;
  }

  /** The most that a symbol's absolute value can be. */
  BigInteger of(int symbol) {
    BigInteger known = sizes.get(symbol);
    if (known == null) {
      known = size(symbol);
      sizes.put(symbol, known);
    }
    return known;
  }

  private BigInteger size(int symbol) {
    if (offsets.contains(symbol)) {
      return OFFSET_MAX;
    }
    return switch (symbols.definition(symbol)) {
      case Definition.Name d -> d.declaration().type() == ScalarType.I32 ? I32 : I64;
      case Definition.Length d -> TURNS_MAX;
      case Definition.Index d ->
          (d.declaration().type() == ScalarType.I32 ? I32 : I64).min(size(d.loop()));
      case Definition.Position d -> TURNS_MAX;
      case Definition.Floor d -> of(d.of()).divide(BigInteger.valueOf(d.by())).add(BigInteger.ONE);
      case Definition.Rest d -> BigInteger.valueOf(d.by());
      case Definition.Quotient d -> of(d.of());
      case Definition.Choice d -> {
        BigInteger most = BigInteger.ZERO;
        for (Poly operand : d.operands()) {
          most = most.max(of(operand));
        }
        yield most;
      }
      case Definition.Narrow d -> I32;
      case Definition.Load d ->
          BigInteger.valueOf(d.least()).abs().max(BigInteger.valueOf(d.greatest()).abs());
      case Definition.Operation d -> d.isNarrow() ? I32 : I64;
      case Definition.Unknown d -> d.least() == null || d.greatest() == null ? I64 : TURNS_MAX;
    };
  }

  private BigInteger size(Definition.@Nullable Loop loop) {
    if (loop == null || loop.step() == 0) {
      return I64;
    }
    BigInteger byTurns =
        of(loop.first()).add(TURNS_MAX.multiply(BigInteger.valueOf(loop.step()).abs()));
    return byTurns.min(of(loop.first()).max(of(loop.last())));
  }

  /** How far two values of an index can be apart if both count from the same start; or null. */
  @Nullable BigInteger spread(int symbol) {
    if (!(symbols.definition(symbol) instanceof Definition.Index index)
        || index.loop() == null
        || index.loop().step() == 0) {
      return null;
    }
    Definition.Loop loop = index.loop();
    BigInteger most = TURNS_MAX.multiply(BigInteger.valueOf(loop.step()).abs());
    return loop.isConstant()
        ? most.min(
            BigInteger.valueOf(loop.first().constant())
                .subtract(BigInteger.valueOf(loop.last().constant()))
                .abs())
        : most;
  }

  /**
   * A polynomial in which each symbol stands for its absolute value, that is at least the absolute
   * value of {@code poly}; indices are replaced by their bounds. Null if it gets too large.
   */
  @Nullable Poly bound(Poly poly) {
    Poly sum = Poly.ZERO;
    for (Poly.Term term : poly.terms()) {
      Poly product = Poly.constant(Math.abs(term.coefficient()));
      for (int symbol : term.symbols()) {
        product = product == null ? null : product.times(bound(symbol));
      }
      sum = sum == null ? null : sum.plus(product);
    }
    return sum;
  }

  private @Nullable Poly bound(int symbol) {
    return switch (symbols.definition(symbol)) {
      case Definition.Index d when d.loop() != null -> {
        Poly first = bound(d.loop().first());
        Poly last = bound(d.loop().last());
        yield first == null ? null : first.plus(last);
      }
      case Definition.Choice d -> {
        Poly sum = Poly.ZERO;
        for (Poly operand : d.operands()) {
          sum = sum == null ? null : sum.plus(bound(operand));
        }
        yield sum;
      }
      case Definition.Floor d -> bound(d.of());
      case Definition.Quotient d -> bound(d.of());
      case Definition.Rest d -> Poly.constant(d.by());
      case Definition.Narrow d -> bound(d.of());
      case Definition.Position d -> bound(d.index());
      case Definition.Unknown d when d.least() != null && d.greatest() != null -> {
        Poly least = bound(d.least());
        yield least == null ? null : least.plus(bound(d.greatest()));
      }
      default -> Poly.symbol(symbol);
    };
  }
}
