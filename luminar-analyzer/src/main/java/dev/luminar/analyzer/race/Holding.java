package dev.luminar.analyzer.race;

import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.model.Assert;
import dev.luminar.model.Block;
import dev.luminar.model.Break;
import dev.luminar.model.Continue;
import dev.luminar.model.For;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import dev.luminar.model.Parallel;
import dev.luminar.model.Raise;
import dev.luminar.model.Reraise;
import dev.luminar.model.Return;
import dev.luminar.model.Stmt;
import dev.luminar.model.Walk;
import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.Conditional;
import dev.luminar.model.expr.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is so at a place of a function, by the conditions and assertions around it. */
final class Holding {
  /** An open block, and what is so in it. */
  private record Level(Held held, Enclosing.Kind kind) {}

  private final Conditions conditions;

  /** The open blocks, the innermost last. */
  private final List<Level> open = new ArrayList<>();

  /** Expressions of the statement that may be passed over, as those behind an {@code and}. */
  private final Set<Expr> skippable = Collections.newSetFromMap(new IdentityHashMap<>());

  private @Nullable Expr current;

  Holding(Conditions conditions) {
    this.conditions = conditions;
  }

  // ---- blocks

  /** Opens a block. */
  void enter(Block block, Enclosing around) {
    Held all = open.isEmpty() ? Held.ALWAYS : open.getLast().held();
    open.add(new Level(all.and(entered(block, around)), around.kind()));
  }

  private Held entered(Block block, Enclosing around) {
    return switch (around.kind()) {
      case BRANCH -> around.statement() instanceof If choice ? branch(choice, block) : Held.MAYBE;
      case LOOP ->
          around.statement() instanceof For loop && !breaks(block)
              ? conditions.turn(loop.range())
              : Held.MAYBE;
      case PARALLEL ->
          around.statement() instanceof Parallel region
              ? conditions.turn(region.range())
              : Held.MAYBE;
      case HANDLER, ARM, STAGE, WORKER -> Held.MAYBE;
      default -> Held.ALWAYS;
    };
  }

  private Held branch(If choice, Block block) {
    Held all = Held.ALWAYS;
    for (IfArm arm : choice.arms()) {
      boolean isHere = arm.body() == block;
      all = all.and(conditions.held(arm.condition(), isHere));
      if (isHere) {
        break;
      }
    }
    return all;
  }

  private static boolean breaks(Block block) {
    var found = new boolean[1];
    Walk.statements(block, s -> found[0] |= s instanceof Break);
    return found[0];
  }

  void leave() {
    open.removeLast();
  }

  // ---- statements

  /** Comes to a statement: its own accesses come after its expressions. */
  void reaching(Stmt statement) {
    current = null;
    skippable.clear();
    boolean isFirst = true;
    for (Expr expr : statement.expressions()) {
      // Only the first condition of several is asked for certain.
      collect(expr, statement instanceof If && !isFirst);
      isFirst = false;
    }
    switch (statement) {
      case Break s -> jumped(true);
      case Continue s -> jumped(true);
      case Return s -> jumped(false);
      case Raise s -> jumped(false);
      case Reraise s -> jumped(false);
      default -> {}
    }
  }

  private void collect(Expr expr, boolean isSkippable) {
    if (isSkippable) {
      skippable.add(expr);
    }
    boolean isFirst = true;
    for (Expr child : expr.children()) {
      boolean isChoice =
          expr instanceof Conditional
              || expr instanceof Binary binary && binary.operator().isShortCircuit();
      collect(child, isSkippable || isChoice && !isFirst);
      isFirst = false;
    }
  }

  /** Comes to an expression of the statement. */
  void reached(Expr expr) {
    current = expr;
  }

  /** What follows in the blocks that a jump may leave, or in a loop, may not be reached. */
  private void jumped(boolean isInLoop) {
    for (int i = open.size() - 1; i >= 0; i--) {
      Level level = open.get(i);
      open.set(i, new Level(level.held().and(Held.MAYBE), level.kind()));
      if (level.kind().isBorder() || isInLoop && level.kind() == Enclosing.Kind.LOOP) {
        return;
      }
    }
  }

  /** Behind an assertion its condition holds, up to the end of the block. */
  void asserted(Assert statement) {
    Level level = open.removeLast();
    if (!level.kind().isBorder()) {
      jumped(false);
    }
    open.add(
        new Level(level.held().and(conditions.held(statement.condition(), true)), level.kind()));
  }

  /** What is so here. */
  Held here() {
    Held held = open.getLast().held();
    return current != null && skippable.contains(current) ? held.and(Held.MAYBE) : held;
  }
}
