package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.Sleep;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Hook;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;

/** This pass lowers what takes time and touches nothing: {@code sleep} and {@code yield}. */
final class LowerSleep {

  private LowerSleep() {}

  static void sleep(RoutineBuilder b, Sleep sleep) {
    sleep(b, duration(b, sleep.duration(), sleep.span()), sleep.span());
  }

  /** Waits for so many nanoseconds, which are not below zero. */
  static void sleep(RoutineBuilder b, Val nanos, Span span) {
    if (b.openBlock == null) {
      LowerChannel.startRuntime(b, span);
    }
    b.plan.uses(Hook.TIME_SLEEP);
    b.noteRuntime();
    b.emit(
        new TaskCode.Sleep(
            nanos, b.nextSuspension(), b.cancelled(), b.raise(BuiltInError.OUT_OF_MEMORY, span)));
  }

  /** A duration in nanoseconds, which is no error below zero only if it is a constant above. */
  static Val duration(RoutineBuilder b, Expr duration, Span span) {
    Val nanos = b.once("duration", LowerExpr.index(b, duration));
    if (!(nanos instanceof Val.Const c && c.bits() >= 0)) {
      b.emit(
          new Code.RaiseIf(
              LowerExpr.i64(BinaryOperator.LT, nanos, Val.i64(0)),
              b.raise(BuiltInError.NEGATIVE_DURATION, span, nanos)));
    }
    return nanos;
  }

  /** On a thread of the host other tasks run anyway: only the question whether to stop is left. */
  static void yieldOnce(RoutineBuilder b) {
    b.cancelled()
        .ifPresent(cancelled -> {
          b.noteRuntime();
          b.emit(
              b.isStep()
                  ? new TaskCode.Yield(b.nextSuspension(), cancelled)
                  : new TaskCode.CheckCancelled(cancelled));
        });
  }
}
