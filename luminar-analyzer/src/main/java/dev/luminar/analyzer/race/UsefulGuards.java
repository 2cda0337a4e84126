package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.linear.LinearSystem;
import dev.luminar.analyzer.linear.Row;
import dev.luminar.analyzer.race.AccessWalk.SharedRegion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Tells conditions that are worth a question from those that hold only where there is nothing to do
 * in parallel, such as that a range has one value.
 */
final class UsefulGuards {
  /** A guard is of no use if it holds only where a loop has fewer turns than this. */
  private static final long TURNS = 2;

  private static final long ITERATIONS = 1L << 30;
  private static final int CASES_MAX = 512;

  /** More choices in the bounds of one range are not told apart. */
  private static final int CHOICES_MAX = 4;

  private UsefulGuards() {}

  // ---- what large loops mean

  /** Sums that are not negative where all loops around two accesses have many turns. */
  static List<Guard.Sum> loops(
      SharedAccess left, SharedAccess right, SharedRegion region, Symbols symbols) {
    var problem = new Problem(symbols, region, left.slot(), right.slot());
    List<Guard.Sum> sums = new ArrayList<>();
    for (SharedAccess access : List.of(left, right)) {
      if (access.held().alternatives().size() == 1) {
        access.held().alternatives().get(0).forEach(condition -> add(condition, problem, sums));
      }
      add(elements(access, symbols), problem, sums);
      for (int symbol : symbols.reachable(PairTest.polys(access))) {
        turns(symbol, access.slot(), symbols).forEach(row -> add(row, problem, sums));
        around(symbol, problem, sums);
      }
      if (access.slot().symbol() != 0) {
        turns(access.slot().symbol(), access.slot(), symbols)
            .forEach(row -> add(row, problem, sums));
      }
    }
    return sums;
  }

  private static void add(@Nullable Poly row, Problem problem, List<Guard.Sum> sums) {
    if (row != null && problem.isKnownAtEntry(row)) {
      sums.add(Problem.Sums.of(row, problem.symbols()));
    }
  }

  /** The index of a loop around the region lies in its range. */
  private static void around(int symbol, Problem problem, List<Guard.Sum> sums) {
    Symbols symbols = problem.symbols();
    Symbols.Span span = symbols.span(symbol);
    if (span != null && problem.isKnownAtEntry(symbol)) {
      add(Poly.symbol(symbol).minus(span.least()), problem, sums);
      add(span.greatest().minus(Poly.symbol(symbol)), problem, sums);
    }
  }

  /** A part of a buffer has many elements. */
  private static @Nullable Poly elements(SharedAccess access, Symbols symbols) {
    Poly width =
        PairTest.isPart(access) && access.least() != null && access.behind() != null
            ? access.behind().minus(access.least())
            : null;
    return width == null || width.isConstant() || !isFixed(width, access.slot(), symbols)
        ? null
        : width.plus(-TURNS);
  }

  private static boolean isFixed(Poly poly, Slot slot, Symbols symbols) {
    return Arrays.stream(poly.symbols()).allMatch(s -> symbols.number(s) <= slot.lastOutside());
  }

  /** A range has many values, whichever alternatives its bounds take, as those of tiles do. */
  private static List<Poly> turns(int symbol, Slot slot, Symbols symbols) {
    if (!(symbols.definition(symbol) instanceof Definition.Index index)
        || index.loop() == null
        || index.loop().step() == 0
        || index.loop().isConstant()
        || symbol != slot.symbol() && symbols.number(symbol) <= slot.lastOutside()) {
      return List.of();
    }
    Definition.Loop loop = index.loop();
    long step = Math.min(Math.abs(loop.step()), 1L << 20);
    List<Poly> rows = new ArrayList<>();
    for (Poly distance : alternatives(loop.greatest().minus(loop.least()), symbols)) {
      if (!distance.isConstant() && isFixed(distance, slot, symbols)) {
        rows.add(distance.plus(-step * (symbol == slot.symbol() ? ITERATIONS : TURNS)));
      }
    }
    rows.removeIf(java.util.Objects::isNull);
    return rows;
  }

  /** A polynomial for each alternative of the choices in it; empty if there are too many. */
  private static List<Poly> alternatives(@Nullable Poly poly, Symbols symbols) {
    List<Poly> open = poly == null ? List.of() : List.of(poly);
    for (int round = 0; round < CHOICES_MAX; round++) {
      List<Poly> next = new ArrayList<>();
      for (Poly one : open) {
        next.addAll(resolved(one, symbols));
      }
      if (next.equals(open)) {
        return open;
      }
      open = next;
    }
    return List.of();
  }

  private static List<Poly> resolved(Poly poly, Symbols symbols) {
    for (int symbol : poly.symbols()) {
      if (symbols.definition(symbol) instanceof Definition.Choice choice) {
        List<Poly> found = new ArrayList<>();
        choice.alternatives().forEach(one -> found.add(poly.with(symbol, one.value())));
        found.removeIf(java.util.Objects::isNull);
        return found;
      }
    }
    return List.of(poly);
  }

  // ---- what is possible

  /** Whether a sum can be zero or more where all loops have many turns. */
  static boolean isPossible(Guard.Sum sum, List<Guard.Sum> loops) {
    List<Guard.Sum> all = new ArrayList<>(loops);
    all.add(sum);
    return isPossible(all);
  }

  /** A guard without the alternatives that cannot hold where all loops have many turns. */
  static Guard pruned(Guard guard, List<Guard.Sum> loops) {
    List<List<Guard>> cases = guard.equals(Guard.ALWAYS) ? null : cases(guard);
    if (cases == null) {
      return guard;
    }
    List<List<Guard>> possible = new ArrayList<>();
    for (List<Guard> one : cases) {
      List<Guard.Sum> sums = new ArrayList<>(loops);
      for (Guard part : one) {
        if (part instanceof Guard.NotNegative demand) {
          sums.add(demand.sum());
        }
      }
      if (isPossible(sums)) {
        possible.add(one);
      }
    }
    if (possible.size() == cases.size()) {
      return guard;
    }
    return without(guard, possible);
  }

  /** The alternatives of a guard that occur in a possible case. */
  private static Guard without(Guard guard, List<List<Guard>> possible) {
    if (possible.isEmpty()) {
      return Guard.NEVER;
    }
    return switch (guard) {
      case Guard.All all -> {
        Guard kept = Guard.ALWAYS;
        for (Guard part : all.parts()) {
          kept = kept.and(without(part, possible));
        }
        yield kept;
      }
      case Guard.Any any -> {
        Guard kept = Guard.NEVER;
        for (Guard part : any.parts()) {
          List<List<Guard>> mine = cases(part);
          boolean occurs =
              mine == null
                  || possible.stream().anyMatch(one -> mine.stream().anyMatch(one::containsAll));
          kept = occurs ? kept.or(without(part, possible)) : kept;
        }
        yield kept;
      }
      default -> guard;
    };
  }

  /** The conditions that hold together, for each choice of alternatives; null if too many. */
  private static @Nullable List<List<Guard>> cases(Guard guard) {
    return switch (guard) {
      case Guard.All all -> {
        List<List<Guard>> found = List.of(List.of());
        for (Guard part : all.parts()) {
          List<List<Guard>> next = cases(part);
          found = next == null || found == null ? null : product(found, next);
        }
        yield found;
      }
      case Guard.Any any -> {
        List<List<Guard>> found = new ArrayList<>();
        for (Guard part : any.parts()) {
          List<List<Guard>> next = cases(part);
          if (next == null || found.size() + next.size() > CASES_MAX) {
            yield null;
          }
          found.addAll(next);
        }
        yield found;
      }
      default -> List.of(List.of(guard));
    };
  }

  private static @Nullable List<List<Guard>> product(
      List<List<Guard>> left, List<List<Guard>> right) {
    if ((long) left.size() * right.size() > CASES_MAX) {
      return null;
    }
    List<List<Guard>> found = new ArrayList<>();
    for (List<Guard> one : left) {
      for (List<Guard> other : right) {
        List<Guard> both = new ArrayList<>(one);
        both.addAll(other);
        found.add(both);
      }
    }
    return found;
  }

  /** Whether sums can all be zero or more; a product counts as a number of its own. */
  private static boolean isPossible(List<Guard.Sum> sums) {
    Map<ImmutableList<Guard.Value>, Integer> places = new HashMap<>();
    for (Guard.Sum sum : sums) {
      for (Guard.Term term : sum.terms()) {
        place(term.factors(), places);
        term.factors().forEach(factor -> place(Lists.immutable.of(factor), places));
      }
    }
    var system = new LinearSystem(places.size());
    for (Guard.Sum sum : sums) {
      var coefficients = new long[places.size()];
      long constant = 0;
      for (Guard.Term term : sum.terms()) {
        if (term.factors().isEmpty()) {
          constant += term.coefficient();
        } else {
          coefficients[places.get(term.factors())] += term.coefficient();
        }
      }
      system.notNegative(new Row(coefficients, constant));
    }
    for (ImmutableList<Guard.Value> key : places.keySet()) {
      if (key.size() == 1 && key.get(0) instanceof Guard.Length) {
        system.notNegative(single(places, key, 1, 0));
      }
    }
    if (system.isEmpty()) {
      return false;
    }
    for (ImmutableList<Guard.Value> key : List.copyOf(places.keySet())) {
      if (key.size() == 2) {
        product(system, places, key.get(0), key.get(1), key);
        product(system, places, key.get(1), key.get(0), key);
      } else if (key.size() > 2) {
        product(system, places, key);
      }
    }
    return !system.isEmpty();
  }

  private static void place(
      ImmutableList<Guard.Value> key, Map<ImmutableList<Guard.Value>, Integer> places) {
    if (key.notEmpty()) {
      places.putIfAbsent(key, places.size());
    }
  }

  private static Row single(
      Map<ImmutableList<Guard.Value>, Integer> places,
      ImmutableList<Guard.Value> key,
      long coefficient,
      long constant) {
    var coefficients = new long[places.size()];
    coefficients[places.get(key)] = coefficient;
    return new Row(coefficients, constant);
  }

  /** A product of several numbers that are large for certain is as large. */
  private static void product(
      LinearSystem system,
      Map<ImmutableList<Guard.Value>, Integer> places,
      ImmutableList<Guard.Value> key) {
    long least = 1;
    for (Guard.Value factor : key) {
      least = Math.min(ITERATIONS, least * least(system, places, factor));
    }
    if (least > 0) {
      system.notNegative(single(places, key, 1, -least));
    }
  }

  /** One of a few numbers that a value is not below; 0 if it may be below all of them. */
  private static long least(
      LinearSystem system, Map<ImmutableList<Guard.Value>, Integer> places, Guard.Value value) {
    for (long bound : new long[] {ITERATIONS, 1}) {
      LinearSystem below = system.copy();
      below.notNegative(single(places, Lists.immutable.of(value), -1, bound - 1));
      if (below.isEmpty()) {
        return bound;
      }
    }
    return 0;
  }

  /** A product with a number that is large for certain is as many times the other one. */
  private static void product(
      LinearSystem system,
      Map<ImmutableList<Guard.Value>, Integer> places,
      Guard.Value large,
      Guard.Value other,
      ImmutableList<Guard.Value> key) {
    long least = least(system, places, large);
    if (least == 0) {
      return;
    }
    LinearSystem negative = system.copy();
    negative.notNegative(single(places, Lists.immutable.of(other), -1, -1));
    if (negative.isEmpty()) {
      var coefficients = new long[places.size()];
      coefficients[places.get(key)] = 1;
      coefficients[places.get(Lists.immutable.of(other))] -= least;
      system.notNegative(new Row(coefficients, 0));
    }
  }
}
