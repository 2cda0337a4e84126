package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Guard;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the difference of two indices can be zero, also where it has products of names,
 * such as the rows of a matrix whose width is a parameter.
 *
 * <p>If {@code s * F + R = 0} and the rest is smaller than the stride, {@code |R| < |s|}, then F
 * and R are both zero; so one equation with products falls into two with fewer. Whether the rest is
 * small enough is proven, or becomes part of the guard.
 */
final class Strides {
  private static final int STRIDES_MAX = 4;
  private static final int STEPS_MAX = 64;

  private final Magnitudes magnitudes;
  private final Predicate<Poly> useful;

  Strides(Magnitudes magnitudes, Predicate<Poly> useful) {
    this.magnitudes = magnitudes;
    this.useful = useful;
  }

  /** A guard under which {@code difference}, over the columns of a problem, is not zero. */
  Guard solve(Problem problem, @Nullable Poly difference) {
    if (difference == null || problem.isBroken()) {
      return Guard.NEVER;
    }
    boolean isLinear =
        difference.terms().stream()
            .allMatch(term ->
                term.symbols().length < 2
                    || Arrays.stream(term.symbols()).allMatch(problem::isShared));
    if (isLinear) {
      Problem met = problem.copy();
      met.zero(difference);
      Guard guard = met.guard(known -> ask(problem, known));
      return guard.equals(Guard.ALWAYS) ? guard : guard.or(byNumbers(problem, difference));
    }
    return split(problem, difference);
  }

  /**
   * The same trick with numbers for strides, where elimination alone does not see that a sum of
   * multiples is zero only if each is.
   */
  private Guard byNumbers(Problem problem, Poly difference) {
    Set<Long> sizes = new TreeSet<>(Comparator.reverseOrder());
    for (Poly.Term term : difference.terms()) {
      if (!term.isConstant() && Math.abs(term.coefficient()) > 1) {
        sizes.add(Math.abs(term.coefficient()));
      }
    }
    for (long size : sizes) {
      Poly multiple = Poly.ZERO;
      Poly rest = Poly.constant(difference.constant());
      for (Poly.Term term : difference.terms()) {
        Poly part = term.isConstant() ? null : product(term);
        if (part != null && term.coefficient() % size == 0) {
          multiple = multiple == null ? null : multiple.plus(part.times(term.coefficient() / size));
        } else if (part != null) {
          rest = rest == null ? null : rest.plus(part.times(term.coefficient()));
        }
      }
      Poly stride = Poly.constant(size);
      if (multiple != null && rest != null && stride != null) {
        Guard guard = fallenApart(problem, stride, multiple, rest);
        if (guard.equals(Guard.ALWAYS)) {
          return guard;
        }
      }
    }
    return Guard.NEVER;
  }

  private static @Nullable Poly product(Poly.Term term) {
    Poly product = Poly.constant(1);
    for (int symbol : term.symbols()) {
      product = product == null ? null : product.times(Poly.symbol(symbol));
    }
    return product;
  }

  private Guard split(Problem problem, Poly difference) {
    Map<Integer, Poly> coefficients = coefficients(problem, difference);
    Guard guard = Guard.NEVER;
    if (coefficients != null) {
      for (Poly stride : strides(coefficients)) {
        guard = guard.or(byStride(problem, difference, coefficients, stride));
        if (guard.equals(Guard.ALWAYS)) {
          return guard;
        }
      }
    }
    return guard.equals(Guard.NEVER) ? apart(problem, difference) : guard;
  }

  /** What each column of one instance is multiplied with; null if one with another. */
  private static @Nullable Map<Integer, Poly> coefficients(Problem problem, Poly difference) {
    Map<Integer, Poly> found = new LinkedHashMap<>();
    for (Poly.Term term : difference.terms()) {
      int[] varying = Arrays.stream(term.symbols()).filter(id -> !problem.isShared(id)).toArray();
      if (varying.length > 1) {
        return null;
      }
      if (varying.length == 1) {
        found.put(varying[0], difference.coefficientOf(varying[0]));
      }
    }
    return found;
  }

  /**
   * The coefficients that are no numbers, with and without their numeric factors, largest first.
   */
  private static List<Poly> strides(Map<Integer, Poly> coefficients) {
    Set<Poly> found = new LinkedHashSet<>();
    for (Poly coefficient : coefficients.values()) {
      if (!coefficient.isConstant()) {
        found.add(primitive(coefficient, false));
        found.add(primitive(coefficient, true));
      }
    }
    List<Poly> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Strides::degree).reversed());
    return sorted.subList(0, Math.min(STRIDES_MAX, sorted.size()));
  }

  private static int degree(Poly poly) {
    return poly.terms().stream().mapToInt(term -> term.symbols().length).max().orElse(0);
  }

  /** A coefficient with a positive sign; without its numeric factor, if that is asked. */
  private static Poly primitive(Poly poly, boolean isReduced) {
    long divisor = 0;
    for (Poly.Term term : poly.terms()) {
      divisor = BigInteger.valueOf(divisor).gcd(BigInteger.valueOf(term.coefficient())).longValue();
    }
    List<Poly.Term> terms = poly.terms();
    long sign = Long.signum(terms.get(terms.size() - 1).coefficient());
    Poly quotient = divided(poly, (isReduced ? divisor : 1) * sign);
    return quotient == null ? poly : quotient;
  }

  private static @Nullable Poly divided(Poly poly, long by) {
    Poly sum = Poly.ZERO;
    for (Poly.Term term : poly.terms()) {
      Poly one = Poly.constant(term.coefficient() / by);
      for (int symbol : term.symbols()) {
        one = one == null ? null : one.times(Poly.symbol(symbol));
      }
      sum = sum == null ? null : sum.plus(one);
    }
    return sum;
  }

  /** The number that makes a stride a coefficient; 0 if there is none. */
  private static long factor(Poly coefficient, Poly stride) {
    List<Poly.Term> mine = coefficient.terms();
    List<Poly.Term> theirs = stride.terms();
    long own = mine.isEmpty() ? 0 : mine.get(mine.size() - 1).coefficient();
    long other = theirs.get(theirs.size() - 1).coefficient();
    long factor = own % other == 0 ? own / other : 0;
    Poly product = stride.times(factor);
    return factor != 0 && coefficient.equals(product) ? factor : 0;
  }

  private Guard byStride(
      Problem problem, Poly difference, Map<Integer, Poly> coefficients, Poly stride) {
    Poly times = Poly.ZERO;
    Poly rest = difference;
    for (Map.Entry<Integer, Poly> column : coefficients.entrySet()) {
      long factor = factor(column.getValue(), stride);
      if (factor != 0) {
        Poly part = Poly.symbol(column.getKey()).times(factor);
        times = times == null ? null : times.plus(part);
        rest = rest == null || part == null ? null : rest.minus(part.times(stride));
      }
    }
    Poly shared = rest == null ? null : sharedPart(problem, rest);
    Poly quotient = shared == null ? null : quotient(shared, stride);
    if (times == null || rest == null || quotient == null) {
      return Guard.NEVER;
    }
    times = times.plus(quotient);
    rest = rest.minus(quotient.times(stride));
    Guard guard = Guard.NEVER;
    Poly above = stride.plus(-1);
    boolean isPositive = above != null && problem.isNotNegative(above);
    for (Poly size : isPositive ? List.of(stride) : List.of(stride, stride.negated())) {
      guard = guard.or(fallenApart(problem, size, times, rest));
    }
    return guard;
  }

  private static @Nullable Poly sharedPart(Problem problem, Poly poly) {
    Poly rest = poly;
    for (int id : poly.symbols()) {
      rest = problem.isShared(id) ? rest : rest.without(id);
    }
    return rest;
  }

  /** How often a stride is contained in a polynomial, term by term. */
  private static @Nullable Poly quotient(Poly poly, Poly stride) {
    List<Poly.Term> terms = stride.terms();
    Poly.Term leading = terms.get(terms.size() - 1);
    Poly found = Poly.ZERO;
    Poly rest = poly;
    for (int step = 0; step < STEPS_MAX && rest != null && found != null; step++) {
      Poly next = null;
      for (Poly.Term term : rest.terms()) {
        next = next == null ? ratio(term, leading) : next;
      }
      if (next == null) {
        return found;
      }
      found = found.plus(next);
      rest = rest.minus(next.times(stride));
    }
    return null;
  }

  private static @Nullable Poly ratio(Poly.Term term, Poly.Term by) {
    if (term.coefficient() % by.coefficient() != 0) {
      return null;
    }
    List<Integer> left = new ArrayList<>(Arrays.stream(term.symbols()).boxed().toList());
    for (int symbol : by.symbols()) {
      if (!left.remove((Integer) symbol)) {
        return null;
      }
    }
    Poly ratio = Poly.constant(term.coefficient() / by.coefficient());
    for (int symbol : left) {
      ratio = ratio == null ? null : ratio.times(Poly.symbol(symbol));
    }
    return ratio;
  }

  /** The case of a stride that is above zero: both parts are zero if the rest is smaller. */
  private Guard fallenApart(Problem problem, Poly size, Poly times, @Nullable Poly rest) {
    if (rest == null) {
      return Guard.NEVER;
    }
    var extremes = new Extremes(problem);
    Poly most = extremes.of(rest, true);
    Poly least = extremes.of(rest, false);
    Poly room = size.plus(-1);
    if (most == null || least == null || room == null) {
      return Guard.NEVER;
    }
    Poly above = room.minus(most);
    Poly below = room.plus(least);
    Guard guard = demand(problem, above).and(demand(problem, below));
    for (Poly assumed : extremes.assumed) {
      guard = guard.and(demand(problem, assumed));
    }
    if (guard.equals(Guard.NEVER)) {
      return guard;
    }
    Problem met = problem.copy();
    met.notNegative(above);
    met.notNegative(below);
    extremes.assumed.forEach(met::notNegative);
    boolean isLinear =
        times.terms().stream()
            .allMatch(term ->
                term.symbols().length < 2
                    || Arrays.stream(term.symbols()).allMatch(problem::isShared));
    if (isLinear) {
      met.zero(times);
    }
    return guard.and(solve(met, rest));
  }

  /** Everything that one touches lies before everything that the other does. */
  private Guard apart(Problem problem, Poly difference) {
    Guard guard = Guard.NEVER;
    for (boolean isBefore : new boolean[] {true, false}) {
      var extremes = new Extremes(problem);
      Poly reach = extremes.of(isBefore ? difference : difference.negated(), true);
      Poly gap = reach == null ? null : reach.negated().plus(-1);
      Guard one = demand(problem, gap);
      for (Poly assumed : extremes.assumed) {
        one = one.and(demand(problem, assumed));
      }
      guard = guard.or(one);
    }
    return guard;
  }

  /** That a polynomial is not negative: proven, or to be asked. */
  Guard demand(Problem problem, @Nullable Poly poly) {
    if (poly == null) {
      return Guard.NEVER;
    }
    if (problem.isNotNegative(poly)) {
      return Guard.ALWAYS;
    }
    Poly known = problem.isKnown(poly) ? problem.unseen(poly) : null;
    return known == null || known.isConstant() ? Guard.NEVER : ask(problem, known);
  }

  /** That a polynomial of symbols is not negative, asked at the entry of the region. */
  private Guard ask(Problem problem, Poly known) {
    return useful.test(known) ? Fitting.ask(known, problem.symbols(), magnitudes) : Guard.NEVER;
  }
}
