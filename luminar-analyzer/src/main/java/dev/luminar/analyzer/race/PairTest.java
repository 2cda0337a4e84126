package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.race.AccessWalk.SharedRegion;
import dev.luminar.model.type.ScalarType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the guard under which two accesses to one buffer never meet in different instances. */
final class PairTest {
  private final SharedRegion region;
  private final Symbols symbols;
  private final Magnitudes magnitudes;

  PairTest(SharedRegion region, Symbols symbols) {
    this.region = region;
    this.symbols = symbols;
    this.magnitudes = new Magnitudes(symbols);
  }

  /**
   * A guard under which no instance of one access meets another instance of the other.
   *
   * <p>The conditions around are left out at first: what is proven without them needs no more. Then
   * those count that are what they are in whole numbers, and then those of which that can be asked.
   */
  Guard test(SharedAccess left, SharedAccess right) {
    Guard best = Guard.NEVER;
    Set<List<Held>> done = new HashSet<>();
    for (Costs costs : Costs.values()) {
      SharedAccess one = left.where(affordable(left.held(), costs));
      SharedAccess other = left == right ? one : right.where(affordable(right.held(), costs));
      if (done.add(List.of(one.held(), other.held()))) {
        Guard guard = tested(one, other);
        if (guard.equals(Guard.ALWAYS)) {
          return guard;
        }
        best = better(best, guard);
      }
    }
    return best;
  }

  /** How much may be asked so that a condition is what it is in whole numbers. */
  private enum Costs {
    NO_CONDITIONS,
    NOTHING,
    SIZES
  }

  private Held affordable(Held held, Costs costs) {
    if (costs == Costs.NO_CONDITIONS || held.saysNothing()) {
      return held.without();
    }
    return held.only(poly -> {
      Guard asked = asked(poly);
      return asked.equals(Guard.ALWAYS) || costs == Costs.SIZES && !asked.equals(Guard.NEVER);
    });
  }

  /** What must be asked so that a polynomial is in whole numbers what the program computes. */
  private Guard asked(Poly poly) {
    Set<Poly> exact = new LinkedHashSet<>();
    Set<Poly> narrow = new LinkedHashSet<>();
    for (int symbol : symbols.reachable(List.of(poly))) {
      computed(symbols.definition(symbol), exact, narrow);
    }
    return fitting(
        exact, narrow, new Problem(symbols, region, region.owner, region.owner), magnitudes);
  }

  /** The guard that asks for less; sizes count for nothing, since they hold nearly always. */
  private static Guard better(Guard one, Guard other) {
    if (other.equals(Guard.NEVER)) {
      return one;
    }
    Guard known = one.withoutSizes();
    boolean isKept =
        !one.equals(Guard.NEVER)
            && (known.equals(Guard.ALWAYS) || known.equals(other.withoutSizes()));
    return isKept ? one : other;
  }

  private Guard tested(SharedAccess left, SharedAccess right) {
    Guard guard = tested(left, right, false);
    if (!guard.equals(Guard.ALWAYS) && (left.window() != null || right.window() != null)) {
      guard = guard.or(tested(left, right, true));
    }
    return UsefulGuards.pruned(guard, UsefulGuards.loops(left, right, region, symbols));
  }

  private Guard tested(SharedAccess left, SharedAccess right, boolean isWidened) {
    Guard meeting = meeting(left, right, false, isWidened, Set.of());
    if (!meeting.withoutSizes().equals(Guard.ALWAYS) && isStrided(left, right)) {
      meeting = meeting(left, right, true, isWidened, Set.of());
    }
    Guard guard = meeting.and(whole(left, right, isWidened, magnitudes));
    return guard.equals(Guard.NEVER) ? byRisingOffsets(left, right, isWidened) : guard;
  }

  /** Whether the step of a range is not one, so that positions say more than values. */
  private boolean isStrided(SharedAccess left, SharedAccess right) {
    List<Poly> all = new ArrayList<>(polys(left));
    all.addAll(polys(right));
    if (left.slot().symbol() != 0) {
      all.add(Poly.symbol(left.slot().symbol()));
    }
    return symbols.reachable(all).stream().map(symbols::definition).anyMatch(Variant::isStrided);
  }

  // ---- meeting, in whole numbers

  private Guard meeting(
      SharedAccess left,
      SharedAccess right,
      boolean isStrided,
      boolean isWidened,
      Set<Integer> rising) {
    Guard guard = Guard.ALWAYS;
    for (Variant one : Variant.of(left, symbols, isStrided, isWidened)) {
      for (Variant other : Variant.of(right, symbols, isStrided, isWidened)) {
        for (int order : orders(left, right)) {
          guard = guard.and(meeting(left, one, right, other, isStrided, order, rising));
          if (guard.equals(Guard.NEVER)) {
            return guard;
          }
        }
      }
    }
    return guard;
  }

  /**
   * Which of two instances of one slot comes first: 1 the left one, -1 the right one, 0 no slot.
   */
  private static int[] orders(SharedAccess left, SharedAccess right) {
    if (!left.slot().equals(right.slot())) {
      return new int[] {0};
    }
    return left == right ? new int[] {1} : new int[] {1, -1};
  }

  private Guard meeting(
      SharedAccess left,
      Variant one,
      SharedAccess right,
      Variant other,
      boolean isStrided,
      int order,
      Set<Integer> rising) {
    if (one.index() == null || other.index() == null) {
      return Guard.NEVER;
    }
    var problem = new Problem(symbols, region, left.slot(), right.slot());
    Poly index = stated(problem, one, 0);
    Poly otherIndex = stated(problem, other, 1);
    congruent(problem, left, right);
    Poly gap = order == 0 ? null : ordered(problem, left.slot().symbol(), isStrided, order);
    if (!rising.isEmpty()) {
      new RisingOffsets(problem).state(rising);
    }
    if (problem.isEmpty()) {
      return Guard.ALWAYS;
    }
    List<Guard.Sum> loops = UsefulGuards.loops(left, right, region, symbols);
    var strides =
        new Strides(
            magnitudes, poly -> UsefulGuards.isPossible(Problem.Sums.of(poly, symbols), loops));
    Poly difference = index == null ? null : index.minus(otherIndex);
    Guard apart = gap == null ? Guard.NEVER : byStretches(problem, strides, gap, difference, loops);
    if (apart.withoutSizes().equals(Guard.ALWAYS)) {
      return apart;
    }
    Guard guard = UsefulGuards.pruned(strides.solve(problem, difference), loops);
    return guard.equals(Guard.NEVER) ? apart : guard;
  }

  /**
   * Two polynomials that are both multiples of 2^64 differ by one, and so by nothing where the
   * difference is smaller than that.
   */
  private void congruent(Problem problem, SharedAccess left, SharedAccess right) {
    for (Held.Congruence one : left.held().congruences()) {
      for (Held.Congruence other : right.held().congruences()) {
        Poly first = problem.seen(one.gap(), 0);
        Poly second = problem.seen(other.gap(), 1);
        Poly difference = first == null ? null : first.minus(second);
        boolean isNarrow = one.isNarrow() || other.isNarrow();
        BigInteger limit = BigInteger.ONE.shiftLeft(isNarrow ? 32 : 64);
        if (difference != null
            && largest(problem, difference, left.slot(), magnitudes).compareTo(limit) < 0) {
          problem.include(one.gap(), 0);
          problem.include(other.gap(), 1);
          problem.zero(difference);
        }
      }
    }
  }

  /**
   * With what follows if each instance has a stretch as long as those of the others: the second
   * instance begins at least that much behind the first.
   */
  private static Guard byStretches(
      Problem problem,
      Strides strides,
      Poly gap,
      @Nullable Poly difference,
      List<Guard.Sum> loops) {
    Guard guard = Guard.NEVER;
    for (Poly factor : problem.factors()) {
      Guard isLength = strides.demand(problem, factor);
      Poly distance = gap.times(factor);
      if (!isLength.equals(Guard.NEVER) && distance != null) {
        Problem met = problem.copy();
        met.notNegative(factor);
        met.notNegative(distance);
        Guard one = UsefulGuards.pruned(isLength.and(strides.solve(met, difference)), loops);
        if (one.withoutSizes().equals(Guard.ALWAYS)) {
          return one;
        }
        guard = guard.or(one);
      }
    }
    return guard;
  }

  /**
   * Demands that two instances differ: the index of one lies before that of the other, or, where
   * the step may count down, its position does.
   */
  private @Nullable Poly ordered(Problem problem, int index, boolean isStrided, int order) {
    boolean byPosition = isStrided && Variant.isStrided(symbols.definition(index));
    int symbol = byPosition ? symbols.of(new Definition.Position(index)) : index;
    problem.include(Poly.symbol(symbol), 0);
    problem.include(Poly.symbol(symbol), 1);
    Poly first = Poly.symbol(problem.idOf(symbol, 0));
    Poly second = Poly.symbol(problem.idOf(symbol, 1));
    Poly gap = order > 0 ? second.minus(first) : first.minus(second);
    Poly between = gap == null ? null : gap.plus(-1);
    problem.notNegative(between);
    return between;
  }

  private @Nullable Poly stated(Problem problem, Variant variant, int instance) {
    Poly index = variant.index();
    if (index == null) {
      return null;
    }
    problem.include(index, instance);
    for (Poly demand : variant.demands()) {
      problem.include(demand, instance);
      problem.notNegative(problem.seen(demand, instance));
    }
    for (Poly equal : variant.equal()) {
      problem.include(equal, instance);
      Poly seen = problem.seen(equal, instance);
      if (seen != null) {
        problem.zero(seen);
      }
    }
    return problem.seen(index, instance);
  }

  // ---- offsets that do not fall

  private Guard byRisingOffsets(SharedAccess left, SharedAccess right, boolean isWidened) {
    Set<Integer> loads = new LinkedHashSet<>();
    for (SharedAccess access : List.of(left, right)) {
      for (int symbol : symbols.reachable(polys(access))) {
        if (symbols.definition(symbol) instanceof Definition.Load) {
          loads.add(symbol);
        }
      }
    }
    if (loads.isEmpty() || !left.slot().equals(right.slot())) {
      return Guard.NEVER;
    }
    Guard guard = meeting(left, right, isStrided(left, right), isWidened, loads);
    if (guard.equals(Guard.NEVER)) {
      return guard;
    }
    return guard
        .and(whole(left, right, isWidened, new Magnitudes(symbols, loads)))
        .and(RisingOffsets.guard(loads, symbols, region, left.slot(), magnitudes));
  }

  static List<Poly> polys(SharedAccess access) {
    List<Poly> polys = access.held().polys();
    polys.addAll(touched(access));
    return polys;
  }

  /** What the elements of an access are computed from. */
  static List<Poly> touched(SharedAccess access) {
    List<Poly> polys = new ArrayList<>();
    for (Poly poly : new Poly[] {access.least(), access.behind()}) {
      if (poly != null) {
        polys.add(poly);
      }
    }
    if (access.window() != null) {
      polys.add(access.window().least());
      polys.add(access.window().behind());
    }
    return polys;
  }

  // ---- nothing wraps

  /** That what was computed for the two accesses is the same in i64 as in whole numbers. */
  private Guard whole(SharedAccess left, SharedAccess right, boolean isWidened, Magnitudes sizes) {
    var problem = new Problem(symbols, region, left.slot(), right.slot());
    Guard guard = difference(problem, left, right, isWidened, sizes);
    Set<Poly> exact = new LinkedHashSet<>();
    Set<Poly> narrow = new LinkedHashSet<>();
    for (SharedAccess access : List.of(left, right)) {
      List<Poly> used = new ArrayList<>(polys(access));
      if (access.slot().symbol() != 0) {
        used.add(Poly.symbol(access.slot().symbol()));
      }
      for (int symbol : symbols.reachable(used)) {
        computed(symbols.definition(symbol), exact, narrow);
      }
      // Slices lie in their buffers, so their lengths fit where both ends do.
      if (isPart(access) && access.least() != null && access.behind() != null) {
        exact.add(access.least());
        exact.add(access.behind());
      }
      if (access.window() != null) {
        exact.add(access.window().least());
        exact.add(access.window().behind());
      }
    }
    return guard.and(fitting(exact, narrow, problem, sizes));
  }

  private static Guard fitting(
      Set<Poly> exact, Set<Poly> narrow, Problem problem, Magnitudes sizes) {
    Guard guard = Guard.ALWAYS;
    for (Poly poly : exact) {
      guard = guard.and(Fitting.of(poly, false, problem, sizes));
    }
    for (Poly poly : narrow) {
      guard = guard.and(Fitting.of(poly, true, problem, sizes));
    }
    return guard;
  }

  static boolean isPart(SharedAccess access) {
    return access.target() == null;
  }

  private static void computed(Definition definition, Set<Poly> exact, Set<Poly> narrow) {
    switch (definition) {
      case Definition.Index d when d.loop() != null -> {
        exact.add(d.loop().first());
        exact.add(d.loop().end());
      }
      case Definition.Floor d -> exact.add(d.of());
      case Definition.Rest d -> exact.add(d.of());
      case Definition.Quotient d -> {
        exact.add(d.of());
        exact.add(d.by());
      }
      case Definition.Choice d -> exact.addAll(d.operands());
      case Definition.Load d -> exact.add(d.index());
      case Definition.Narrow d -> narrow.add(d.of());
      default -> {}
    }
  }

  /**
   * That two indices which are equal in i64 are equal: their difference is below 2^64. Where both
   * were computed in i32, 2^32 does.
   */
  private Guard difference(
      Problem problem, SharedAccess left, SharedAccess right, boolean isWidened, Magnitudes sizes) {
    Poly one = start(left, isWidened);
    Poly other = start(right, isWidened);
    Poly seen = one == null ? null : problem.seen(one, 0);
    Poly gap = other == null || seen == null ? null : seen.minus(problem.seen(other, 1));
    boolean isNarrow = left.mayWrap() || right.mayWrap();
    BigInteger limit = BigInteger.ONE.shiftLeft(left.mayWrap() && right.mayWrap() ? 32 : 64);
    boolean isAlike = left.mayWrap() == right.mayWrap();
    BigInteger places =
        isPart(left) || isPart(right) || isWidened ? Magnitudes.TURNS_MAX : BigInteger.ZERO;
    if (gap != null
        && isAlike
        && largest(problem, gap, left.slot(), sizes).add(places).compareTo(limit) < 0) {
      return Guard.ALWAYS;
    }
    if (one == null || other == null) {
      return one == null && other == null ? Guard.ALWAYS : Guard.NEVER;
    }
    return Fitting.of(one, isNarrow && left.mayWrap(), problem, sizes)
        .and(Fitting.of(other, isNarrow && right.mayWrap(), problem, sizes));
  }

  private static @Nullable Poly start(SharedAccess access, boolean isWidened) {
    SharedAccess.Window window = access.window();
    return window != null && (isWidened || access.least() == null)
        ? window.least()
        : access.least();
  }

  private BigInteger largest(Problem problem, Poly gap, Slot slot, Magnitudes sizes) {
    BigInteger sum = BigInteger.ZERO;
    Map<Integer, Long> done = new HashMap<>();
    for (Poly.Term term : gap.terms()) {
      BigInteger size = BigInteger.valueOf(term.coefficient()).abs();
      if (term.symbols().length == 1) {
        int id = term.symbols()[0];
        Problem.Column column = problem.column(id);
        BigInteger spread = spread(problem, column, slot);
        Long before = done.remove(column.symbol());
        if (spread != null && before != null && before == -term.coefficient()) {
          sum = sum.add(size.multiply(spread));
          continue;
        }
        done.put(column.symbol(), term.coefficient());
      }
    }
    for (Poly.Term term : gap.terms()) {
      boolean isPaired =
          term.symbols().length == 1
              && !done.containsKey(problem.column(term.symbols()[0]).symbol());
      if (!isPaired) {
        BigInteger product = BigInteger.valueOf(term.coefficient()).abs();
        for (int id : term.symbols()) {
          product = product.multiply(sizes.of(problem.column(id).symbol()));
        }
        sum = sum.add(product);
      }
    }
    return sum;
  }

  /** How far apart two values of a symbol can be, one in each instance; null if that is unknown. */
  private @Nullable BigInteger spread(Problem problem, Problem.Column column, Slot slot) {
    if (column.instance() == Problem.SHARED) {
      return null;
    }
    BigInteger any =
        symbols.definition(column.symbol()) instanceof Definition.Index index
                && index.declaration().type() == ScalarType.I32
            ? BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE)
            : BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    boolean isFromOneStart =
        symbols.definition(column.symbol()) instanceof Definition.Index index
            && index.loop() != null
            && Arrays.stream(index.loop().first().symbols())
                .noneMatch(s -> problem.varies(s, slot));
    BigInteger spread = isFromOneStart ? magnitudes.spread(column.symbol()) : null;
    return spread == null ? any : spread.min(any);
  }
}
