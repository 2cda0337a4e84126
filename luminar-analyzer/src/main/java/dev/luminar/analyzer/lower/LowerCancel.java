package dev.luminar.analyzer.lower;

import dev.luminar.model.Cancel;
import dev.luminar.model.CancelBlock;
import dev.luminar.plan.Hook;
import dev.luminar.plan.code.TaskCode;

/**
 * This pass lowers what asks to stop. Whoever stops the block that it is in leaves it at once: that
 * is a cancellation point like any other, so that cleanup code, which is not cancelled, goes on.
 */
final class LowerCancel {

  private LowerCancel() {}

  static void task(RoutineBuilder b, Cancel cancel) {
    b.plan.uses(Hook.TASK_CANCEL);
    b.noteRuntime();
    b.emit(new TaskCode.CancelTask(LowerExpr.value(b, cancel.task())));
  }

  static void block(RoutineBuilder b, CancelBlock cancel) {
    Hidden group = cancel.label().map(Hidden::groupOf).orElse(Hidden.GROUP);
    b.plan.uses(Hook.TASK_CANCEL);
    b.noteRuntime();
    b.emit(new TaskCode.CancelGroup(b.lookup(group).local()));
    b.cancelled().ifPresent(label -> b.emit(new TaskCode.CheckCancelled(label)));
  }
}
