package dev.luminar.analyzer.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows that polynomials are not negative, whatever values the indices of loops take: the innermost
 * index is replaced by the end of its range at which the value is least, and so on outwards.
 */
final class IndexProof {

  /** Steps after which a proof is given up. */
  private static final int STEPS_MAX = 400;

  private final IndexFacts facts;
  private int steps;

  /** Indices up to this depth stay; 0 where all are replaced. */
  private int outside;

  /** What need not be shown since it can be looked at; null where nothing can. */
  private @Nullable Predicate<Polynomial> canBeChecked;

  private final List<Polynomial> toCheck = new ArrayList<>();

  IndexProof(IndexFacts facts) {
    this.facts = facts;
  }

  /** Whether a value is certainly not negative. */
  boolean holds(Polynomial value) {
    outside = 0;
    canBeChecked = null;
    steps = 0;
    return reduce(value);
  }

  /** Whether none of the values is negative. */
  boolean hold(Collection<Polynomial> values) {
    return values.stream().allMatch(this::holds);
  }

  /**
   * What remains to be checked in front of a loop so that none of the values is negative inside.
   *
   * @param outsideDepth the depth of the loops around it
   * @return null if that cannot be said there
   */
  @Nullable List<Polynomial> reduced(
      Collection<Polynomial> values, int outsideDepth, Predicate<Polynomial> available) {
    toCheck.clear();
    for (Polynomial value : values) {
      if (holds(value)) {
        continue;
      }
      outside = outsideDepth;
      canBeChecked = available;
      steps = 0;
      if (!reduce(value)) {
        return null;
      }
    }
    return List.copyOf(toCheck);
  }

  private boolean reduce(Polynomial value) {
    if (++steps > STEPS_MAX) {
      return false;
    }
    if (value.least().signum() >= 0 || facts.assumptions.isAssumed(value)) {
      return true;
    }
    IndexSymbol index = value.innermost(outside);
    if (index == null) {
      return canBeChecked != null && (provenOutside(value) || check(value));
    }
    Polynomial factor = value.coefficientOf(index);
    if (factor == null) {
      return false;
    }
    boolean isLeastAtStart = factor.leaning() >= 0;
    int before = toCheck.size();
    if (!factor.isConstant() && !reduce(isLeastAtStart ? factor : factor.negated())) {
      return false;
    }
    Polynomial rest = value.without(index);
    for (IndexFacts.Form bound : bounds(isLeastAtStart ? index.lowers : index.uppers)) {
      int mark = toCheck.size();
      Polynomial product = factor.times(bound.value());
      Polynomial replaced = product == null ? null : rest.plus(product);
      if (replaced != null
          && bound.conditions().stream().allMatch(this::reduce)
          && reduce(replaced)) {
        return true;
      }
      forget(mark);
    }
    forget(before);
    return false;
  }

  private void forget(int mark) {
    toCheck.subList(mark, toCheck.size()).clear();
  }

  /** The bounds to try: first what does not move, of that the latest, which is the narrowest. */
  private List<IndexFacts.Form> bounds(List<IndexFacts.Form> known) {
    List<IndexFacts.Form> sorted = new ArrayList<>(known);
    java.util.Collections.reverse(sorted);
    sorted.sort(Comparator.comparing(bound -> bound.value().innermost(outside) != null));
    return sorted;
  }

  /** Whether loops around the one in question, or branches, say that a value is not negative. */
  private boolean provenOutside(Polynomial value) {
    return new IndexProof(facts).holds(value);
  }

  private boolean check(Polynomial value) {
    if (!canBeChecked.test(value)) {
      return false;
    }
    if (!toCheck.contains(value)) {
      toCheck.add(value);
    }
    return true;
  }
}
