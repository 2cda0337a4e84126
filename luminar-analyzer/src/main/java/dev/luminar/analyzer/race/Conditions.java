package dev.luminar.analyzer.race;

import dev.luminar.analyzer.linear.Interval;
import dev.luminar.model.Range;
import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns conditions into polynomials that are not negative where they hold: alternatives, of which
 * one holds, each of several polynomials, which all do. What cannot be told is always possible.
 */
final class Conditions {
  /** More alternatives are given up for one about which nothing is known. */
  static final int ALTERNATIVES_MAX = 4;

  /** No knowledge: one alternative without demands. */
  static final List<List<Poly>> ANYTHING = List.of(List.of());

  private final IndexForms forms;
  private final Magnitudes magnitudes;

  Conditions(IndexForms forms) {
    this.forms = forms;
    magnitudes = new Magnitudes(forms.symbols());
  }

  /** All that is so where a condition is true, or false. */
  Held held(Expr condition, boolean holds) {
    List<Held.Congruence> congruences = new ArrayList<>();
    congruent(condition, holds, congruences);
    Truth truth = truth(condition);
    return new Held(
        of(condition, holds),
        List.copyOf(congruences),
        List.of(holds ? truth : new Truth.Not(truth)));
  }

  /** What is so in the body of a loop: its range has a value. */
  Held turn(Range range) {
    Poly start = forms.exact(range.start());
    Poly end = forms.exact(range.end());
    long step = IndexForms.stepOf(range);
    if (start == null || end == null || step == 0) {
      return Held.MAYBE;
    }
    BinaryOperator operator =
        step > 0
            ? range.isInclusive() ? BinaryOperator.LE : BinaryOperator.LT
            : range.isInclusive() ? BinaryOperator.GE : BinaryOperator.GT;
    Truth truth = new Truth.Turn(new Truth.Compare(operator, start, end));
    return new Held(ANYTHING, List.of(), List.of(truth));
  }

  /** A condition, to be asked for known values. */
  private Truth truth(Expr condition) {
    return switch (condition) {
      case Unary e when e.operator() == UnaryOperator.NOT -> new Truth.Not(truth(e.operand()));
      case Binary e when e.operator().isShortCircuit() ->
          e.operator() == BinaryOperator.LOGICAL_AND
              ? new Truth.Both(truth(e.left()), truth(e.right()))
              : Truth.either(truth(e.left()), truth(e.right()));
      case Binary e when e.operator().isComparison() && e.left().type().isInteger() -> {
        Poly left = forms.exact(e.left());
        Poly right = forms.exact(e.right());
        yield left == null || right == null
            ? Truth.OPEN
            : new Truth.Compare(e.operator(), left, right);
      }
      case Literal e when e.type() == ScalarType.BOOL -> new Truth.Fixed(e.booleanValue());
      default -> Truth.OPEN;
    };
  }

  /** Equations between integers hold at least modulo 2^64, or 2^32. */
  private void congruent(Expr condition, boolean holds, List<Held.Congruence> into) {
    switch (condition) {
      case Unary e when e.operator() == UnaryOperator.NOT -> congruent(e.operand(), !holds, into);
      case Binary e when e.operator().isShortCircuit() -> {
        if ((e.operator() == BinaryOperator.LOGICAL_AND) == holds) {
          congruent(e.left(), holds, into);
          congruent(e.right(), holds, into);
        }
      }
      case Binary e when e.operator() == (holds ? BinaryOperator.EQ : BinaryOperator.NE) -> {
        boolean isNarrow = e.left().type() == ScalarType.I32;
        if (isNarrow || e.left().type() == ScalarType.I64) {
          IndexForms.Form left = forms.of(e.left());
          IndexForms.Form right = forms.of(e.right());
          Poly gap = left == null || right == null ? null : left.poly().minus(right.poly());
          if (gap != null) {
            into.add(new Held.Congruence(gap, isNarrow));
          }
        }
      }
      default -> {}
    }
  }

  /** What is so where a condition is true, or false. */
  List<List<Poly>> of(Expr condition, boolean holds) {
    return switch (condition) {
      case Unary e when e.operator() == UnaryOperator.NOT -> of(e.operand(), !holds);
      case Binary e when e.operator().isShortCircuit() ->
          (e.operator() == BinaryOperator.LOGICAL_AND) == holds
              ? both(of(e.left(), holds), of(e.right(), holds))
              : either(of(e.left(), holds), of(e.right(), holds));
      case Binary e when e.operator().isComparison() && e.left().type().isInteger() ->
          comparison(e, holds);
      case Literal e -> e.booleanValue() == holds ? ANYTHING : List.of();
      default -> ANYTHING;
    };
  }

  private List<List<Poly>> comparison(Binary e, boolean holds) {
    Poly left = forms.exact(e.left());
    Poly right = forms.exact(e.right());
    boolean isExact = left != null && right != null && isWhole(left) && isWhole(right);
    Poly gap = isExact ? left.minus(right) : null;
    Poly above = gap == null ? null : gap.plus(-1);
    Poly below = gap == null ? null : gap.negated().plus(-1);
    if (gap == null || above == null || below == null) {
      return ANYTHING;
    }
    List<List<Poly>> isEqual = List.of(List.of(gap, gap.negated()));
    List<List<Poly>> isOther = List.of(List.of(above), List.of(below));
    return switch (e.operator()) {
      case EQ -> holds ? isEqual : isOther;
      case NE -> holds ? isOther : isEqual;
      case LT -> List.of(List.of(holds ? below : gap));
      case LE -> List.of(List.of(holds ? gap.negated() : above));
      case GT -> List.of(List.of(holds ? above : gap.negated()));
      case GE -> List.of(List.of(holds ? gap : below));
      default -> ANYTHING;
    };
  }

  /** Whether a side of a comparison is its polynomial for certain: it does not wrap. */
  private boolean isWhole(Poly side) {
    BigInteger size = magnitudes.of(side);
    boolean isValue = side.terms().size() == 1 && side.terms().get(0).coefficient() == 1;
    return size.compareTo(Magnitudes.I64) < 0
        || isValue && size.equals(Magnitudes.I64)
        || new Intervals(forms.symbols(), magnitudes, forms.turns()).of(side).isIn(Interval.I64);
  }

  private static List<List<Poly>> either(List<List<Poly>> left, List<List<Poly>> right) {
    List<List<Poly>> all = new ArrayList<>(left);
    all.addAll(right);
    return all.size() > ALTERNATIVES_MAX ? ANYTHING : all;
  }

  /** What is so where both are. */
  static List<List<Poly>> both(List<List<Poly>> left, List<List<Poly>> right) {
    List<List<Poly>> all = new ArrayList<>();
    for (List<Poly> one : left) {
      for (List<Poly> other : right) {
        List<Poly> together = new ArrayList<>(one);
        together.addAll(other);
        all.add(together);
      }
    }
    return all.size() <= ALTERNATIVES_MAX ? all : left.size() <= right.size() ? left : right;
  }
}
