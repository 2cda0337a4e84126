package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import dev.luminar.runtime.hook.Strategy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens a block of {@code width} tasks like itself, one level less deep; the innermost count, and
 * may fail.
 */
final class Nest extends Frames.Base {
  private final int depth;
  private final int width;
  private final AtomicInteger leaves;
  private final boolean fails;
  private Group group;

  Nest(ConcurrencyHooks hooks, int depth, int width, AtomicInteger leaves, boolean fails) {
    super(hooks);
    this.depth = depth;
    this.width = width;
    this.leaves = leaves;
    this.fails = fails;
  }

  @Override
  public int step(Frame task, int event) {
    if (state == 0) {
      if (depth == 0) {
        leaves.incrementAndGet();
        if (fails) {
          hooks.taskFail(task, Frames.error("deep"));
          return Step.FAILED;
        }
        return Step.DONE;
      }
      group = hooks.groupOpen(task, Strategy.STOP, 0, "level" + depth, "", Frames.NEVER);
      for (int i = 0; i < width; i++) {
        hooks.taskStart(task, group, new Nest(hooks, depth - 1, width, leaves, fails), depth, i);
      }
      if (hooks.groupJoinBegin(task, group) == Status.PENDING) {
        state = 1;
        return Step.WAIT;
      }
    }
    int outcome = hooks.groupOutcome(group);
    if (outcome == Status.FAILED) {
      hooks.taskFail(task, hooks.groupErrorAt(group, 0));
    }
    hooks.groupClose(group);
    return outcome == Status.FAILED ? Step.FAILED : leave(outcome);
  }
}
