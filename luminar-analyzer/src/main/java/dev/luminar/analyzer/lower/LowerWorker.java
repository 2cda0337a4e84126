package dev.luminar.analyzer.lower;

import dev.luminar.model.Worker;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;

/**
 * This pass lowers workers: tasks that share a channel and run the body for each item they receive.
 * An item that fails ends the worker under STOP only.
 */
final class LowerWorker {

  private static final long COUNT_MAX = 1_000_000;

  private LowerWorker() {}

  static void start(RoutineBuilder b, Worker worker) {
    OpenBlock block = Objects.requireNonNull(b.openBlock);
    int ordinal = Objects.requireNonNull(b.numbers).nextOrdinal();
    Val channel = b.frozen("from", LowerExpr.value(b, worker.channel()));
    Val count = b.frozen("count", LowerExpr.index(b, worker.count()));
    checkCount(b, worker, count);
    RoutineBuilder step = LowerTask.routine(b, worker.label().orElse("worker"));
    Local items = step.param("items", channel.type());
    LowerTask.body(step, () -> loop(step, worker, items, ordinal, block), Optional.empty());
    b.plan.define(step.finish(PlanType.NOTHING, step.params(), worker.span()));
    b.lowering.reach.edge(b.id, step.id);
    LowerTask.startMany(
        b, block, ordinal, count, step, worker.span(), turn -> Lists.immutable.of(channel));
  }

  private static void checkCount(RoutineBuilder b, Worker worker, Val count) {
    if (count instanceof Val.Const c && c.bits() >= 1 && c.bits() <= COUNT_MAX) {
      return;
    }
    b.emit(
        new Code.RaiseIf(
            new Val.OutOfRange(
                LowerExpr.i64(BinaryOperator.SUB, count, Val.i64(1)), Val.i64(COUNT_MAX)),
            b.raise(BuiltInError.BAD_WORKER_COUNT, worker.span(), count)));
  }

  private static void loop(
      RoutineBuilder step, Worker worker, Local items, int ordinal, OpenBlock block) {
    step.plan.uses(Hook.CHANNEL_RECEIVE);
    step.noteRuntime();
    Label label = step.label("items");
    Local item = step.local(worker.item(), LowerChannel.element(Val.read(items)));
    Local ok = step.local("received", PlanType.BOOL);
    Local number = step.local("item_number", PlanType.I64);
    Code body =
        step.nested(() ->
            step.scoped(() -> {
              step.emit(
                  new TaskCode.Receive(
                      item,
                      ok,
                      Optional.of(number),
                      Val.read(items),
                      step.nextSuspension(),
                      step.cancelled()));
              step.emit(
                  new Code.If(LowerStmt.not(Val.read(ok)), new Code.Break(label), Code.NOTHING));
              step.bind(worker.item(), item);
              item(step, worker, number, ordinal, block);
            }));
    step.emit(new Code.Loop(label, Val.bool(true), body, Code.NOTHING));
  }

  private static void item(
      RoutineBuilder step, Worker worker, Local number, int ordinal, OpenBlock block) {
    Val at = Val.read(number);
    Code body =
        step.nested(() ->
            step.catching(
                "item_failed",
                () ->
                    LowerRetry.around(
                        step,
                        worker.retry().or(block::retry),
                        worker.span(),
                        () ->
                            step.scoped(() -> {
                              step.numbers = StartNumbers.of(step, worker.body());
                              LowerFunction.body(step, worker.body());
                            })),
                () -> fail(step, at, block.errors())));
    if (step.needsPosition()) {
      step.emit(new Code.SetPosition(new Code.PathStep(Val.i64(ordinal), at, at)));
    }
    step.emit(body);
  }

  private static void fail(RoutineBuilder step, Val item, RegionErrors errors) {
    if (errors instanceof RegionErrors.Stop) {
      step.emit(new TaskCode.FailTask(Optional.of(item)));
      step.releaseAll();
      step.emit(new TaskCode.Finish(true));
    } else {
      step.emit(new TaskCode.RecordItem(item));
    }
  }
}
