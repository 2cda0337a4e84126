package dev.luminar.analyzer.lower;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Loops and arithmetic that lowering itself writes. */
final class PlanLoops {

  private PlanLoops() {}

  /** For each number from 0 to below {@code end}. */
  static void each(RoutineBuilder b, String name, Val end, Consumer<Val> body) {
    Local index = b.local(name, PlanType.I64);
    Val to = b.atom(name + "_end", end);
    Code inner = b.nested(() -> body.accept(Val.read(index)));
    b.emit(new Code.Count(b.label(name), index, Val.i64(0), to, inner));
  }

  /**
   * The tree of the defined shape over {@code count} positions: gives {@code pair} each position
   * that takes in another, and that other one.
   */
  static void tree(RoutineBuilder b, Val count, BiConsumer<Val, Val> pair) {
    Local step = variable(b, "step", Val.i64(1));
    Val distance = Val.read(step);
    Code pairs =
        b.nested(() -> {
          Local left = variable(b, "left", Val.i64(0));
          Val at = Val.read(left);
          Code both = b.nested(() -> pair.accept(at, b.once("right", add(at, distance))));
          b.emit(
              new Code.Loop(
                  b.label("pairs"),
                  less(add(at, distance), count),
                  both,
                  new Code.Set(left, add(at, times(Val.i64(2), distance)))));
        });
    b.emit(
        new Code.Loop(
            b.label("levels"),
            less(distance, count),
            pairs,
            new Code.Set(step, times(Val.i64(2), distance))));
  }

  static Local variable(RoutineBuilder b, String name, Val value) {
    Local local = b.local(name, value.type());
    b.noteVariable(local);
    b.emit(new Code.Declare(local, Optional.of(value)));
    return local;
  }

  static Val add(Val left, Val right) {
    return left instanceof Val.Const c && c.bits() == 0
        ? right
        : i64(BinaryOperator.ADD, left, right);
  }

  static Val minus(Val left, Val right) {
    return i64(BinaryOperator.SUB, left, right);
  }

  static Val times(Val left, Val right) {
    return i64(BinaryOperator.MUL, left, right);
  }

  static Val over(Val left, Val right) {
    return i64(BinaryOperator.DIV, left, right);
  }

  static Val masked(Val left, Val right) {
    return i64(BinaryOperator.AND, left, right);
  }

  static Val shifted(Val left, Val right) {
    return right instanceof Val.Const c && c.bits() == 0
        ? left
        : i64(BinaryOperator.SHL, left, right);
  }

  /** An operation, done at once on two constants. */
  private static Val i64(BinaryOperator operator, Val left, Val right) {
    if (left instanceof Val.Const l && right instanceof Val.Const r) {
      switch (operator) {
        case ADD -> {
          return Val.i64(l.bits() + r.bits());
        }
        case SUB -> {
          return Val.i64(l.bits() - r.bits());
        }
        case MUL -> {
          return Val.i64(l.bits() * r.bits());
        }
        case AND -> {
          return Val.i64(l.bits() & r.bits());
        }
        case SHL -> {
          return Val.i64(l.bits() << r.bits());
        }
        default -> {}
      }
    }
    return LowerExpr.i64(operator, left, right);
  }

  static Val less(Val left, Val right) {
    return LowerExpr.i64(BinaryOperator.LT, left, right);
  }

  static Val atMost(Val left, Val right) {
    return LowerExpr.i64(BinaryOperator.LE, left, right);
  }

  static Val equal(Val left, Val right) {
    return LowerExpr.i64(BinaryOperator.EQ, left, right);
  }

  static Val both(Val left, Val right) {
    return new Val.Binary(BinaryOperator.LOGICAL_AND, ScalarType.BOOL, left, right);
  }
}
