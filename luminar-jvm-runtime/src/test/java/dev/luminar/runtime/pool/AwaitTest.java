package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import dev.luminar.runtime.hook.Strategy;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Awaiting and cancelling single tasks. */
class AwaitTest extends Running {
  private static final int ROUNDS = 100_000;

  /** Sends or receives one message, and keeps it. */
  private static final class Passing extends Frames.Base {
    private final Chan channel;
    private final boolean sends;
    volatile long message;

    Passing(PoolRuntime hooks, Chan channel, boolean sends, long message) {
      super(hooks);
      this.channel = channel;
      this.sends = sends;
      this.message = message;
    }

    @Override
    public int step(Frame task, int event) {
      int status;
      if (state == 0) {
        status =
            sends
                ? hooks.channelSendBegin(task, channel, message, NEVER)
                : hooks.channelReceiveBegin(task, channel, NEVER);
        if (status == Status.PENDING) {
          state = 1;
          return Step.WAIT;
        }
      } else {
        status =
            sends
                ? hooks.channelSendFinish(task, channel)
                : hooks.channelReceiveFinish(task, channel);
      }
      if (!sends && status == Status.OK) {
        message = task.value;
      }
      return leave(status);
    }
  }

  /** Awaits a task, and notes what it was told. */
  private static final class Awaiting extends Frames.Base {
    private final Frame target;

    Awaiting(PoolRuntime hooks, Frame target) {
      super(hooks);
      this.target = target;
    }

    @Override
    public int step(Frame task, int event) {
      int status =
          state == 0
              ? hooks.taskAwaitBegin(task, target, NEVER)
              : hooks.taskAwaitFinish(task, target);
      if (status == Status.PENDING) {
        state = 1;
        return Step.WAIT;
      }
      return leave(status);
    }
  }

  @Test
  void cancellingATaskRacesItsEnd() {
    // Cancellation loses or doubles a message, leaves somebody waiting, or leaks a frame.
    Frame call = call();
    Group group = group(call);
    Chan channel = hooks.channelCreate(call, 0, false, "race", "");
    SplittableRandom random = new SplittableRandom(20261128);
    for (int round = 1; round <= ROUNDS; round++) {
      Passing sender = new Passing(hooks, channel, true, round);
      Passing receiver = new Passing(hooks, channel, false, 0);
      Frames.Once canceller =
          new Frames.Once(
              hooks,
              event -> {
                hooks.taskCancel(sender);
                return Step.DONE;
              });
      boolean isSenderFirst = random.nextBoolean();
      start(call, group, isSenderFirst ? sender : receiver, 0, 0);
      if (isSenderFirst && random.nextBoolean()) {
        start(call, group, canceller, 2, 0);
        start(call, group, receiver, 1, 0);
      } else {
        start(call, group, isSenderFirst ? receiver : sender, 1, 0);
        start(call, group, canceller, 2, 0);
      }
      int sent = hooks.taskAwait(call, sender, NEVER);
      if (sent == Status.TASK_CANCELLED) {
        hooks.taskCancel(receiver);
        assertThat(hooks.taskAwait(call, receiver, NEVER)).isEqualTo(Status.TASK_CANCELLED);
        assertThat(receiver.message).isZero();
      } else {
        assertThat(sent).isEqualTo(Status.OK);
        assertThat(hooks.taskAwait(call, receiver, NEVER)).isEqualTo(Status.OK);
        assertThat(receiver.message).isEqualTo(round);
      }
    }
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    hooks.channelRelease(channel);
  }

  @Test
  void thoseWhoAwaitATaskOfAStoppedGroupAreStoppedToo() {
    // The news that the awaited task was cancelled overtakes the awaiting one's own cancellation,
    // and is raised as an
    // error of the block.
    Frame call = call();
    for (int round = 0; round < 2_000; round++) {
      Group group = group(call, Strategy.COLLECT);
      Chan channel = hooks.channelCreate(call, 0, false, "never", "");
      Passing stuck = start(call, group, new Passing(hooks, channel, false, 0), 0, 0);
      Awaiting[] awaiting = new Awaiting[4];
      for (int i = 0; i < awaiting.length; i++) {
        awaiting[i] = start(call, group, new Awaiting(hooks, stuck), 1, i);
      }
      hooks.groupCancel(group);
      hooks.groupJoin(call, group);
      hooks.groupOutcome(group);
      hooks.groupClose(group);
      hooks.channelRelease(channel);
      assertThat(awaiting).allMatch(task -> task.lastStatus == Status.CANCELLED);
    }
  }
}
