package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.race.AccessWalk.SharedRegion;
import dev.luminar.analyzer.scope.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * Offsets that do not fall, as those of the rows of a sparse matrix: of two elements the one with
 * the smaller index is not the larger one.
 */
final class RisingOffsets {
  private final Problem problem;

  RisingOffsets(Problem problem) {
    this.problem = problem;
  }

  private record Element(Declaration root, Poly index, Poly value) {}

  /** Adds to the demands of a problem what follows for the elements that were read. */
  void state(Set<Integer> loads) {
    Symbols symbols = problem.symbols();
    List<Element> elements = new ArrayList<>();
    for (int symbol : loads) {
      Definition.Load load = (Definition.Load) symbols.definition(symbol);
      for (int instance = 0; instance < 2; instance++) {
        problem.include(Poly.symbol(symbol), instance);
        Poly index = problem.seen(load.index(), instance);
        if (index != null) {
          Poly value = Poly.symbol(problem.idOf(symbol, instance));
          elements.add(new Element(load.root(), index, value));
        }
      }
    }
    List<Poly> found = new ArrayList<>();
    for (Element low : elements) {
      for (Element high : elements) {
        Poly gap = high.index().minus(low.index());
        boolean isPair = low != high && low.root() == high.root();
        if (isPair && gap != null && problem.isNotNegative(gap)) {
          found.add(high.value().minus(low.value()));
        }
      }
    }
    found.forEach(problem::notNegative);
  }

  /** The question whether all offsets that are read do not fall. */
  static Guard guard(
      Set<Integer> loads, Symbols symbols, SharedRegion region, Slot slot, Magnitudes magnitudes) {
    Map<Declaration, List<Integer>> byRoot = new LinkedHashMap<>();
    for (int symbol : loads) {
      Definition.Load load = (Definition.Load) symbols.definition(symbol);
      byRoot.computeIfAbsent(load.root(), key -> new ArrayList<>()).add(symbol);
    }
    Guard guard = Guard.ALWAYS;
    for (Map.Entry<Declaration, List<Integer>> buffer : byRoot.entrySet()) {
      Declaration root = buffer.getKey();
      if (root.number() > region.lastOutside) {
        return Guard.NEVER;
      }
      guard = guard.and(read(root, buffer.getValue(), symbols, region, slot, magnitudes));
    }
    return guard;
  }

  /** That the elements of a buffer which may be read do not fall; or else all of them. */
  private static Guard read(
      Declaration root,
      List<Integer> loads,
      Symbols symbols,
      SharedRegion region,
      Slot slot,
      Magnitudes magnitudes) {
    var problem = new Problem(symbols, region, slot, slot);
    Poly from = null;
    Poly to = null;
    for (int symbol : loads) {
      Definition.Load load = (Definition.Load) symbols.definition(symbol);
      problem.include(load.index(), 0);
      Poly least = end(problem, load.index(), false);
      Poly greatest = end(problem, load.index(), true);
      from = from == null ? least : farther(from, least, -1);
      to = to == null ? greatest : farther(to, greatest, 1);
      if (from == null || to == null) {
        return whole(root);
      }
    }
    if (from == null || to == null) {
      return Guard.ALWAYS;
    }
    Guard fits =
        Fitting.of(from, false, problem, magnitudes)
            .and(Fitting.of(to, false, problem, magnitudes));
    Guard rising =
        new Guard.Rising(root.name(), Problem.Sums.of(from, symbols), Problem.Sums.of(to, symbols));
    return fits.equals(Guard.NEVER) ? whole(root) : fits.and(rising);
  }

  /** The least or greatest index that any instance reads, if it is known at the entry. */
  private static @Nullable Poly end(Problem problem, Poly index, boolean isGreatest) {
    Poly seen = problem.seen(index, 0);
    var extremes = new Extremes(problem);
    Poly end = seen == null ? null : extremes.of(seen, isGreatest);
    return end == null || !extremes.assumed.isEmpty() || !problem.isKnown(end)
        ? null
        : problem.unseen(end);
  }

  /** Which of two indices lies farther in a direction; null if that is not plain. */
  private static @Nullable Poly farther(Poly one, @Nullable Poly other, int direction) {
    Poly gap = other == null ? null : other.minus(one);
    if (gap == null || !gap.isConstant()) {
      return null;
    }
    return gap.constant() * direction > 0 ? other : one;
  }

  private static Guard whole(Declaration root) {
    Guard.Sum from = new Guard.Sum(Lists.immutable.empty());
    Guard.Sum to =
        new Guard.Sum(
            Lists.immutable.of(
                new Guard.Term(1, Lists.immutable.of(new Guard.Length(root.name()))),
                new Guard.Term(-1, Lists.immutable.empty())));
    return new Guard.Rising(root.name(), from, to);
  }
}
