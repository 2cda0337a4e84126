package dev.luminar.analyzer.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is so where something happens.
 *
 * @param alternatives of which one holds, each of several polynomials, none of which is negative
 * @param congruences equations that hold but for wrapping
 * @param truths all conditions, as they can be asked for known values
 */
record Held(List<List<Poly>> alternatives, List<Congruence> congruences, List<Truth> truths) {
  /** A polynomial that is a multiple of 2^64, or of 2^32 where it was computed in i32. */
  record Congruence(Poly gap, boolean isNarrow) {}

  /** Nothing is known: it happens always. */
  static final Held ALWAYS = new Held(Conditions.ANYTHING, List.of(), List.of());

  /** Nothing is known, not even whether it happens. */
  static final Held MAYBE = new Held(Conditions.ANYTHING, List.of(), List.of(Truth.OPEN));

  /** What is so where both are. */
  Held and(Held other) {
    List<Congruence> congruent = new ArrayList<>(congruences);
    congruent.addAll(other.congruences);
    List<Truth> all = new ArrayList<>(truths);
    all.addAll(other.truths);
    return new Held(
        Conditions.both(alternatives, other.alternatives),
        List.copyOf(congruent),
        List.copyOf(all));
  }

  /** The same from inside of a region, around which the first of the conditions are. */
  Held inside(int around) {
    List<Truth> all = new ArrayList<>();
    for (Truth truth : truths) {
      all.add(all.size() < around ? new Truth.Around(truth) : truth);
    }
    return new Held(alternatives, congruences, List.copyOf(all));
  }

  /** Whether two accesses have this at all, apart from the truths. */
  boolean saysNothing() {
    return alternatives.equals(Conditions.ANYTHING) && congruences.isEmpty();
  }

  /** Nothing but the truths. */
  Held without() {
    return new Held(Conditions.ANYTHING, List.of(), truths);
  }

  /** Only the polynomials that are wanted. */
  Held only(Predicate<Poly> isWanted) {
    List<List<Poly>> kept = new ArrayList<>();
    for (List<Poly> one : alternatives) {
      kept.add(one.stream().filter(isWanted).toList());
    }
    List<Congruence> congruent = congruences.stream().filter(c -> isWanted.test(c.gap())).toList();
    return new Held(List.copyOf(kept), congruent, truths);
  }

  /** Every polynomial about which something is known. */
  List<Poly> polys() {
    List<Poly> all = new ArrayList<>();
    alternatives.forEach(all::addAll);
    congruences.forEach(congruence -> all.add(congruence.gap()));
    return all;
  }
}
