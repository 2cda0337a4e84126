package dev.luminar.analyzer.race;

import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.model.Assert;
import dev.luminar.model.Block;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What is so at a place of a function, by the conditions and assertions around it. */
final class Holding {
  private final Conditions conditions;

  /** For each open block, the innermost first: alternatives, of which one holds. */
  private final Deque<List<List<Poly>>> open = new ArrayDeque<>();

  Holding(Conditions conditions) {
    this.conditions = conditions;
  }

  /** Opens a block. */
  void enter(Block block, Enclosing around) {
    List<List<Poly>> all = open.isEmpty() ? Conditions.ANYTHING : open.getFirst();
    if (around.statement() instanceof If choice && around.kind() == Enclosing.Kind.BRANCH) {
      for (IfArm arm : choice.arms()) {
        boolean isHere = arm.body() == block;
        all = Conditions.both(all, conditions.of(arm.condition(), isHere));
        if (isHere) {
          break;
        }
      }
    }
    open.push(all);
  }

  void leave() {
    open.pop();
  }

  /** Behind an assertion its condition holds, up to the end of the block. */
  void asserted(Assert statement) {
    List<List<Poly>> all = open.pop();
    open.push(Conditions.both(all, conditions.of(statement.condition(), true)));
  }

  /** Polynomials that are not negative here: of one of the alternatives, all. */
  List<List<Poly>> here() {
    return open.getFirst();
  }
}
