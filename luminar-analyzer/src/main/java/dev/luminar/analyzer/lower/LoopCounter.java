package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.linear.Interval;
import dev.luminar.model.Assign;
import dev.luminar.model.Block;
import dev.luminar.model.Stmt;
import dev.luminar.model.While;
import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ScalarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the variable that a {@code while} loop counts: the last statement of its body, and no
 * other, adds a constant to it, or takes one away. So it starts where it stands in front of the
 * loop, and the condition says how far it gets.
 */
final class LoopCounter {

  private LoopCounter() {}

  /** Notes what the counter of a loop lies between; gives the counter if there is one. */
  static @Nullable Binding note(RoutineBuilder b, While loop, Hoisting.Loop way) {
    List<Stmt> body = loop.body().statements().castToList();
    if (body.isEmpty()
        || !(body.get(body.size() - 1) instanceof Assign step)
        || assignments(loop.body(), step.target().name()) != 1
        || !(step.target().type() instanceof ScalarType type && type.isInteger())
        || !b.knows(step.target().name())) { // it is one of the body's own
      return null;
    }
    long by = distance(step);
    Binding variable = b.lookup(step.target().name()).origin();
    if (by == 0 || b.lookup(step.target().name()) != variable) {
      return null;
    }
    IndexFacts facts = b.lowering.hoisting.facts;
    IndexSymbol counter = facts.counter(type);
    facts.noteCounter(variable, counter, type);
    int before = facts.assumptions.mark();
    facts.assumptions.assume(b, loop.condition(), true);
    List<IndexFacts.Form> ends = List.copyOf(by > 0 ? counter.uppers : counter.lowers);
    facts.assumptions.release(before);
    if (ends.isEmpty()) {
      return variable;
    }
    // The last value that the condition lets pass must not wrap when it is counted on.
    Interval all = type == ScalarType.I32 ? Interval.I32 : Interval.I64;
    Polynomial room =
        by > 0
            ? Polynomial.constant(all.greatest()).minus(ends.get(0).value())
            : ends.get(0).value().minus(Polynomial.constant(all.least()));
    if (room != null) {
      Polynomial entry = b.lowering.hoisting.entry(variable.local(), way);
      (by > 0 ? counter.lowers : counter.uppers)
          .add(new IndexFacts.Form(entry, ScalarType.I64, true, List.of(room.plus(-Math.abs(by)))));
    }
    return variable;
  }

  /** What a statement adds to its target, 0 if that is not a small constant. */
  private static long distance(Assign step) {
    if (step.value() instanceof Binary sum
        && sum.left() instanceof Ref ref
        && ref.name().equals(step.target().name())
        && sum.right() instanceof Literal by
        && by.longValue() == (int) by.longValue()) {
      return switch (sum.operator()) {
        case ADD -> by.longValue();
        case SUB -> -by.longValue();
        default -> 0;
      };
    }
    return 0;
  }

  private static int assignments(Block block, String name) {
    int count = 0;
    for (Stmt stmt : block.statements()) {
      count += stmt instanceof Assign assign && assign.target().name().equals(name) ? 1 : 0;
      for (Block inner : stmt.blocks()) {
        count += assignments(inner, name);
      }
    }
    return count;
  }
}
