package dev.luminar.analyzer.lower;

import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.expr.UnaryOperator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What conditions say about integers, where they hold: in a branch, or behind a way out. */
final class Assumptions {

  /** More are not looked at; the latest count. */
  private static final int ASSUMED_MAX = 64;

  private final IndexFacts facts;

  /** Polynomials that are not negative here. */
  private final List<Polynomial> assumed = new ArrayList<>();

  private final List<Runnable> undo = new ArrayList<>();

  Assumptions(IndexFacts facts) {
    this.facts = facts;
  }

  int mark() {
    return undo.size();
  }

  /** Forgets what was assumed since {@code mark}. */
  void release(int mark) {
    while (undo.size() > mark) {
      undo.remove(undo.size() - 1).run();
    }
  }

  /** Takes note that {@code condition} is {@code truth} from here to the release. */
  void assume(RoutineBuilder b, Expr condition, boolean truth) {
    switch (condition) {
      case Unary u when u.operator() == UnaryOperator.NOT -> assume(b, u.operand(), !truth);
      case Binary c when c.operator() == BinaryOperator.LOGICAL_AND && truth -> {
        assume(b, c.left(), true);
        assume(b, c.right(), true);
      }
      case Binary c when c.operator() == BinaryOperator.LOGICAL_OR && !truth -> {
        assume(b, c.left(), false);
        assume(b, c.right(), false);
      }
      case Binary c when c.operator().isComparison() && c.left().type().isInteger() ->
          compared(b, c, truth);
      default -> {}
    }
  }

  private void compared(RoutineBuilder b, Binary comparison, boolean truth) {
    IndexFacts.Form left = facts.of(b, comparison.left());
    IndexFacts.Form right = left == null ? null : facts.of(b, comparison.right());
    if (left == null || right == null) {
      return;
    }
    for (IndexFacts.Form side : List.of(left, right)) {
      if (!side.exactly().stream().allMatch(c -> new IndexProof(facts).holds(c))) {
        return;
      }
    }
    Polynomial more = left.value().minus(right.value());
    if (more == null) {
      return;
    }
    switch (comparison.operator()) {
      case LT -> assume(truth ? more.negated().plus(-1) : more);
      case LE -> assume(truth ? more.negated() : more.plus(-1));
      case GT -> assume(truth ? more.plus(-1) : more.negated());
      case GE -> assume(truth ? more : more.negated().plus(-1));
      case EQ -> {
        if (truth) {
          assume(more);
          assume(more.negated());
        }
      }
      case NE -> {
        if (!truth) {
          assume(more);
          assume(more.negated());
        }
      }
      default -> {}
    }
  }

  private void assume(Polynomial fact) {
    assumed.add(fact);
    undo.add(() -> assumed.remove(assumed.size() - 1));
    IndexSymbol index = fact.innermost(0);
    Polynomial factor = index == null ? null : fact.coefficientOf(index);
    if (factor != null && factor.isConstant() && factor.constant().abs().equals(BigInteger.ONE)) {
      boolean isLower = factor.constant().signum() > 0;
      Polynomial rest = fact.without(index);
      List<IndexFacts.Form> bounds = isLower ? index.lowers : index.uppers;
      bounds.add(IndexFacts.exact(isLower ? rest.negated() : rest));
      undo.add(() -> bounds.remove(bounds.size() - 1));
    }
    narrow(fact);
  }

  /** A fact about one symbol alone narrows what it may be. */
  private void narrow(Polynomial fact) {
    List<IndexSymbol> about = fact.symbols();
    if (about.size() != 1) {
      return;
    }
    IndexSymbol symbol = about.get(0);
    Polynomial factor = fact.coefficientOf(symbol);
    if (factor == null || !factor.isConstant()) {
      return;
    }
    BigInteger least = symbol.least;
    BigInteger greatest = symbol.greatest;
    if (factor.constant().equals(BigInteger.ONE)) {
      symbol.least = least.max(fact.constant().negate());
    } else if (factor.constant().negate().equals(BigInteger.ONE)) {
      symbol.greatest = greatest.min(fact.constant());
    }
    undo.add(() -> {
      symbol.least = least;
      symbol.greatest = greatest;
    });
  }

  /** Whether something that was assumed says that {@code value} is not negative. */
  boolean isAssumed(Polynomial value) {
    int first = Math.max(0, assumed.size() - ASSUMED_MAX);
    for (int i = assumed.size() - 1; i >= first; i--) {
      Polynomial rest = value.minus(assumed.get(i));
      if (rest != null && rest.isConstant() && rest.constant().signum() >= 0) {
        return true;
      }
    }
    return false;
  }
}
