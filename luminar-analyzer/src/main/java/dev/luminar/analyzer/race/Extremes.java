package dev.luminar.analyzer.race;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the greatest and the least value of polynomials, by the bounds of their columns. */
final class Extremes {
  private static final int STEPS_MAX = 64;

  private final Problem problem;

  /** Coefficients that are taken to be zero or more. */
  final List<Poly> assumed = new ArrayList<>();

  Extremes(Problem problem) {
    this.problem = problem;
  }

  /** A polynomial over shared columns that is at least, or at most, {@code poly}; or null. */
  @Nullable Poly of(Poly poly, boolean isGreatest) {
    Poly at = poly;
    for (int step = 0; step < STEPS_MAX && at != null; step++) {
      int column = innermost(at);
      if (column == 0) {
        return at;
      }
      at = at.hasSquare(column) ? null : replaced(at, column, isGreatest);
    }
    return null;
  }

  private int innermost(Poly poly) {
    int found = 0;
    for (int id : poly.symbols()) {
      if (!problem.isShared(id) && (found == 0 || number(id) > number(found))) {
        found = id;
      }
    }
    return found;
  }

  private int number(int id) {
    return problem.symbols().number(problem.column(id).symbol());
  }

  private @Nullable Poly replaced(Poly poly, int column, boolean isGreatest) {
    Poly coefficient = poly.coefficientOf(column);
    int sign = sign(coefficient);
    if (sign == 0) {
      return null;
    }
    Definition definition = problem.symbols().definition(problem.column(column).symbol());
    if (definition instanceof Definition.Floor floor && coefficient.isConstant()) {
      return byFloor(poly, column, floor, coefficient.constant(), isGreatest);
    }
    return poly.with(column, problem.bound(column, isGreatest == sign > 0));
  }

  /** A multiple of a quotient: {@code by * q} lies between {@code of - by + 1} and {@code of}. */
  private @Nullable Poly byFloor(
      Poly poly, int column, Definition.Floor floor, long coefficient, boolean isGreatest) {
    Poly of = problem.seen(floor.of(), problem.column(column).instance());
    if (of == null || coefficient % floor.by() != 0) {
      return null;
    }
    Poly reach = isGreatest == coefficient > 0 ? of : of.plus(1 - floor.by());
    Poly product = reach == null ? null : reach.times(coefficient / floor.by());
    return product == null ? null : poly.without(column).plus(product);
  }

  private int sign(Poly coefficient) {
    if (coefficient.isConstant()) {
      return Long.signum(coefficient.constant());
    }
    if (problem.isNotNegative(coefficient)) {
      return 1;
    }
    if (problem.isNotNegative(coefficient.negated())) {
      return -1;
    }
    boolean isMinus = coefficient.terms().stream().allMatch(t -> t.coefficient() < 0);
    Poly size = isMinus ? coefficient.negated() : coefficient;
    if (!problem.isKnown(size)) {
      return 0;
    }
    assumed.add(size);
    return isMinus ? -1 : 1;
  }
}
