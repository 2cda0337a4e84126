package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.Retry;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * This pass lowers retries: a loop around what may fail, whose handler pauses and goes round again
 * as long as attempts are left. The pause doubles each time.
 */
final class LowerRetry {

  private LowerRetry() {}

  /** Lowers {@code body}, to be tried again if there is a retry and if it can fail. */
  static void around(RoutineBuilder b, Optional<Retry> retry, Span span, Runnable body) {
    if (retry.isEmpty()) {
      body.run();
      return;
    }
    long first = retry.get().backoff().toNanos();
    Label label = b.label("again");
    Local left = b.declare("attempts_left", Val.i64(retry.get().limit()));
    Local pause = first == 0 ? null : b.declare("backoff", Val.i64(first));
    b.noteVariable(left);
    if (pause != null) {
      b.noteVariable(pause);
    }
    boolean[] canFail = new boolean[1];
    Code round =
        b.nested(() ->
            canFail[0] =
                b.catching("attempt_failed", body, () -> again(b, label, left, pause, span)));
    if (canFail[0]) {
      Code once = Code.seq(round, new Code.Break(label));
      b.emit(new Code.Loop(label, Val.bool(true), once, Code.NOTHING));
    } else {
      b.emitAll(round);
    }
  }

  private static void again(
      RoutineBuilder b, Label label, Local left, @Nullable Local pause, Span span) {
    b.noteRaise();
    b.emit(
        new Code.If(
            LowerExpr.i64(BinaryOperator.EQ, Val.read(left), Val.i64(0)),
            new Code.Reraise(),
            Code.NOTHING));
    b.emit(new AttemptCode.TakeError(Optional.empty()));
    b.emit(new Code.Set(left, LowerExpr.i64(BinaryOperator.SUB, Val.read(left), Val.i64(1))));
    if (pause == null) {
      b.cancelled().ifPresent(cancelled -> b.emit(new TaskCode.CheckCancelled(cancelled)));
    } else {
      b.plan.uses(Hook.TIME_SLEEP);
      b.noteRuntime();
      b.emit(
          new TaskCode.Sleep(
              Val.read(pause),
              b.nextSuspension(),
              b.cancelled(),
              b.raise(BuiltInError.OUT_OF_MEMORY, span)));
      Val half =
          new Val.Math(
              IntrinsicFunction.MIN,
              ScalarType.I64,
              Lists.immutable.of(Val.read(pause), Val.i64(Long.MAX_VALUE / 2)));
      b.emit(new Code.Set(pause, LowerExpr.i64(BinaryOperator.MUL, half, Val.i64(2))));
    }
    b.emit(new Code.Continue(label));
  }
}
