package dev.luminar.analyzer.race;

import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.expr.UnaryOperator;
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
    return magnitudes.of(side).compareTo(Magnitudes.I64) <= 0;
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
