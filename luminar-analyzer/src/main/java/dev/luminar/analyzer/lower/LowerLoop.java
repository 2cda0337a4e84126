package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.SpinLoops;
import dev.luminar.diag.Span;
import dev.luminar.model.For;
import dev.luminar.model.Range;
import dev.luminar.model.While;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * This pass lowers sequential loops, and the ranges that loops, parallel blocks and tasks share.
 */
final class LowerLoop {

  /** Iterations between two looks whether the task was asked to stop. */
  private static final long CANCEL_STRIDE = 1024;

  /** Rounds of a loop that waits for another task before it lets others run. */
  private static final long YIELD_STRIDE = 64;

  private LowerLoop() {}

  static void whileLoop(RoutineBuilder b, While loop) {
    b.lowering.hoisting.loop(
        b,
        loop,
        way -> {
          IndexFacts facts = b.lowering.hoisting.facts;
          facts.enter();
          Binding counter = way == null ? null : LoopCounter.note(b, loop, way);
          rounds(b, loop);
          if (counter != null) {
            facts.noteAssigned(counter);
          }
          facts.leave();
        });
  }

  private static void rounds(RoutineBuilder b, While loop) {
    Label label = b.label("loop");
    b.jumps.pushLoop(new Jumps.Loop(label, b.scope()));
    Val[] condition = new Val[1];
    Code checks = b.nested(() -> condition[0] = LowerExpr.value(b, loop.condition()));
    boolean plain = checks instanceof Code.Seq s && s.items().isEmpty();
    int before = b.suspensions();
    Local rounds = b.isStep() ? b.local("rounds", PlanType.I64) : null;
    Code body =
        LowerExpr.branch(
            b,
            loop.condition(),
            true,
            () -> {
              if (!plain) {
                b.emit(checks);
                b.emit(
                    new Code.If(LowerStmt.not(condition[0]), new Code.Break(label), Code.NOTHING));
              }
              LowerStmt.block(b, loop.body());
            });
    b.jumps.popLoop();
    Val test = plain ? condition[0] : Val.bool(true);
    if (rounds == null || b.suspensions() > before) {
      b.emit(new Code.Loop(label, test, body, Code.NOTHING));
      return;
    }
    b.emit(new Code.Declare(rounds, Optional.of(Val.i64(0))));
    b.noteVariable(rounds);
    Code step =
        new Code.Set(rounds, LowerExpr.i64(BinaryOperator.ADD, Val.read(rounds), Val.i64(1)));
    Code pause =
        SpinLoops.waits(loop) ? yieldPoint(b, rounds) : cancellationPoint(b, Val.read(rounds));
    b.emit(new Code.Loop(label, test, body, Code.seq(step, pause)));
  }

  static void forLoop(RoutineBuilder b, For loop) {
    Trip trip = trip(b, loop.range());
    b.lowering.hoisting.loop(b, loop, way -> turns(b, loop, trip, way));
  }

  private static void turns(RoutineBuilder b, For loop, Trip trip, Hoisting.@Nullable Loop way) {
    Hoisting hoisting = b.lowering.hoisting;
    Label label = b.label("loop");
    ScalarType type = (ScalarType) loop.range().start().type();
    b.scoped(() -> {
      boolean isIndex = trip.isPlain() && type == ScalarType.I64;
      Local position = b.local(isIndex ? loop.index() : "position", PlanType.I64);
      b.jumps.pushLoop(new Jumps.Loop(label, b.scope()));
      int before = b.suspensions();
      hoisting.facts.enter();
      Code body =
          b.nested(() -> {
            Local index =
                isIndex ? position : b.declare(loop.index(), trip.value(Val.read(position), type));
            Binding binding = b.bind(loop.index(), index);
            hoisting.noteIndex(b, binding, loop.range(), trip, way);
            LowerStmt.block(b, loop.body());
          });
      hoisting.facts.leave();
      b.jumps.popLoop();
      if (b.isStep() && b.suspensions() == before) {
        body = Code.seq(cancellationPoint(b, Val.read(position)), body);
      }
      b.emit(new Code.Count(label, position, trip.first(), trip.last(), body));
    });
  }

  static void breakLoop(RoutineBuilder b) {
    Jumps.Ensured left = b.jumps.leftByLoop();
    if (left != null) {
      LowerEnsure.jump(b, left, Jumps.Way.BREAK, () -> breakLoop(b));
      return;
    }
    Jumps.Loop loop = b.jumps.loop();
    b.releaseUpTo(loop.scope());
    b.emit(new Code.Break(loop.label()));
  }

  static void continueLoop(RoutineBuilder b) {
    Jumps.Ensured left = b.jumps.leftByLoop();
    if (left != null) {
      LowerEnsure.jump(b, left, Jumps.Way.CONTINUE, () -> continueLoop(b));
      return;
    }
    Jumps.Loop loop = b.jumps.loop();
    b.releaseUpTo(loop.scope());
    b.emit(new Code.Continue(loop.label()));
  }

  /**
   * In a loop that waits for another task to write an atomic place: lets others run every so many
   * rounds. The task that is waited for may need this one's pool thread.
   */
  static Code yieldPoint(RoutineBuilder b, Local rounds) {
    Label cancelled = b.cancelled().orElseThrow();
    return new Code.If(
        due(Val.read(rounds), YIELD_STRIDE),
        new TaskCode.Yield(b.nextSuspension(), cancelled),
        Code.NOTHING);
  }

  /** A look whether the task was asked to stop, every so many rounds. */
  private static Code cancellationPoint(RoutineBuilder b, Val round) {
    Optional<Label> cancelled = b.cancelled();
    if (cancelled.isEmpty()) {
      return Code.NOTHING;
    }
    return new Code.If(
        due(round, CANCEL_STRIDE), new TaskCode.CheckCancelled(cancelled.get()), Code.NOTHING);
  }

  /** Whether {@code round} is the last of a run of {@code stride}, a power of two. */
  private static Val due(Val round, long stride) {
    return LowerExpr.i64(
        BinaryOperator.EQ,
        LowerExpr.i64(BinaryOperator.AND, round, Val.i64(stride - 1)),
        Val.i64(stride - 1));
  }

  /**
   * The turns of a range: the counter runs from {@code first} to below {@code last}.
   *
   * @param isPlain whether the counter is the value itself; else it counts from 0, and the value is
   *     {@code from + counter * step}
   */
  record Trip(Val first, Val last, boolean isPlain, Val from, Val step) {

    /** The value of a turn. */
    Val value(Val counter, ScalarType type) {
      return LowerExpr.narrow(isPlain ? counter : valueAt(counter), type);
    }

    /** The value of a turn as {@code i64}. */
    Val valueAt(Val counter) {
      if (isPlain) {
        return counter;
      }
      Val distance =
          step instanceof Val.Const c && c.bits() == 1
              ? counter
              : LowerExpr.i64(BinaryOperator.MUL, counter, step);
      return from instanceof Val.Const c && c.bits() == 0
          ? distance
          : LowerExpr.i64(BinaryOperator.ADD, from, distance);
    }
  }

  /** The turns of a range for a sequential loop. */
  static Trip trip(RoutineBuilder b, Range range) {
    boolean stepsByOne = stepsByOne(range);
    if (stepsByOne && !range.isInclusive()) {
      Val from = b.frozen("first", LowerExpr.index(b, range.start()));
      Val to = b.frozen("end", LowerExpr.index(b, range.end()));
      return new Trip(from, to, true, from, Val.i64(1));
    }
    boolean endsEarly =
        range.end().type() == ScalarType.I32
            || (range.end() instanceof Literal l && l.bits() < Long.MAX_VALUE);
    if (stepsByOne && endsEarly) {
      Val from = b.frozen("first", LowerExpr.index(b, range.start()));
      Val last = LowerExpr.index(b, range.end());
      Val to =
          last instanceof Val.Const c
              ? Val.i64(c.bits() + 1)
              : b.frozen("end", LowerExpr.i64(BinaryOperator.ADD, last, Val.i64(1)));
      return new Trip(from, to, true, from, Val.i64(1));
    }
    return counted(b, range);
  }

  /**
   * The turns of a range, counted from 0: for parallel blocks and tasks, whose turns have numbers.
   */
  static Trip counted(RoutineBuilder b, Range range) {
    Span span = range.span();
    Val from = b.frozen("first", LowerExpr.index(b, range.start()));
    Val to = b.frozen("end", LowerExpr.index(b, range.end()));
    Val step =
        range.step().map(s -> b.frozen("step", LowerExpr.index(b, s))).orElseGet(() -> Val.i64(1));
    if (!(step instanceof Val.Const)) {
      b.emit(
          new Code.RaiseIf(
              LowerExpr.i64(BinaryOperator.EQ, step, Val.i64(0)),
              b.raise(BuiltInError.ZERO_STEP, span)));
    }
    Val turns = turns(b, from, to, step, range, span);
    return new Trip(Val.i64(0), turns, false, from, step);
  }

  private static Val turns(RoutineBuilder b, Val from, Val to, Val step, Range range, Span span) {
    boolean fromZero = from instanceof Val.Const c && c.bits() == 0;
    if (fromZero && stepsByOne(range) && !range.isInclusive()) {
      boolean isCount = range.end() instanceof Length;
      return isCount || (to instanceof Val.Const c && c.bits() >= 0)
          ? to
          : Val.read(
              b.declare(
                  "count",
                  new Val.Math(
                      IntrinsicFunction.MAX, ScalarType.I64, Lists.immutable.of(to, Val.i64(0)))));
    }
    Val turns = b.frozen("count", new Val.Trips(from, to, step, range.isInclusive()));
    if (mayBeTooLong(from, step, range)) {
      b.emit(
          new Code.RaiseIf(
              LowerExpr.i64(BinaryOperator.LT, turns, Val.i64(0)),
              b.raise(BuiltInError.RANGE_TOO_LONG, span, from, to)));
    }
    return turns;
  }

  /** Whether the range may have more values than an i64 counts. */
  private static boolean mayBeTooLong(Val from, Val step, Range range) {
    if (range.start().type() == ScalarType.I32) {
      return false;
    }
    boolean upwards = step instanceof Val.Const c && c.bits() > 0;
    boolean startsHigh = from instanceof Val.Const c && c.bits() >= (range.isInclusive() ? 1 : 0);
    return !(upwards && startsHigh);
  }

  private static boolean stepsByOne(Range range) {
    return range.step().map(s -> s instanceof Literal l && l.bits() == 1).orElse(true);
  }
}
