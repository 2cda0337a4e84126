package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Event;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.IOHandle;
import dev.luminar.runtime.hook.IOOperation;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import dev.luminar.runtime.hook.Strategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Test;

class CancellationTest extends Running {
  /** Begins one operation and leaves with its outcome and the event. */
  private static final class Waiting extends Frames.Base {
    private final ToIntBiFunction<Frame, Boolean> operation;
    volatile int event;

    Waiting(PoolRuntime hooks, ToIntBiFunction<Frame, Boolean> operation) {
      super(hooks);
      this.operation = operation;
    }

    @Override
    public int step(Frame task, int event) {
      int status = operation.applyAsInt(task, state == 0);
      if (status == Status.PENDING) {
        state = 1;
        return Step.WAIT;
      }
      this.event = event;
      return leave(status);
    }
  }

  @Test
  void reachesTasksInEveryKindOfWaiting() throws IOException {
    // A task that cannot be reached keeps its block from ending.
    Frame call = call();
    Chan channel = hooks.channelCreate(call, 0, false, "c", "");
    Chan other = hooks.channelCreate(call, 0, false, "d", "");
    Pipe pipe = Pipe.open();
    IOOperation read = hooks.io().asyncRead(new IOHandle(pipe.source()), ByteBuffer.allocate(1));
    Group group = group(call);
    long late = hooks.timeNow() + 3_600_000_000_000L;
    List<Waiting> tasks = new ArrayList<>();
    tasks.add(
        new Waiting(
            hooks,
            (task, first) ->
                first
                    ? hooks.channelSendBegin(task, channel, 77, NEVER)
                    : hooks.channelSendFinish(task, channel)));
    tasks.add(
        new Waiting(
            hooks,
            (task, first) ->
                first
                    ? hooks.channelReceiveBegin(task, other, late)
                    : hooks.channelReceiveFinish(task, other)));
    tasks.add(
        new Waiting(
            hooks, (task, first) -> first ? hooks.timeSleepBegin(task, late) : Status.CANCELLED));
    tasks.add(
        new Waiting(
            hooks,
            (task, first) ->
                first
                    ? hooks.io().ioAwaitBegin(task, read, NEVER)
                    : hooks.io().ioAwaitFinish(task, read)));
    tasks.add(
        new Waiting(
            hooks,
            (task, first) ->
                first
                    ? hooks.taskAwaitBegin(task, tasks.get(0), NEVER)
                    : hooks.taskAwaitFinish(task, tasks.get(0))));
    for (int i = 0; i < tasks.size(); i++) {
      start(call, group, tasks.get(i), 0, i);
    }
    Frames.Yielding yielding = start(call, group, new Frames.Yielding(hooks), 1, 0);
    awaitSteps(tasks.size() + 1);
    hooks.groupCancel(group);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(tasks.get(0).lastStatus).isEqualTo(Status.UNDELIVERED);
    assertThat(tasks.get(0).value).isEqualTo(77);
    assertThat(tasks.subList(1, 5)).allMatch(task -> task.lastStatus == Status.CANCELLED);
    assertThat(tasks.subList(0, 4)).allMatch(task -> task.event == Event.CANCEL);
    assertThat(yielding.lastStatus).isEqualTo(Status.CANCELLED);
    pipe.sink().close();
    hooks.io().ioAwait(call, read, NEVER);
    assertThat(read.status()).isEqualTo(Status.END_OF_FILE);
    pipe.source().close();
  }

  private void awaitSteps(long steps) {
    while (hooks.counters().steps() < steps) {
      Thread.yield();
    }
  }

  @Test
  void aCancelledTasksLaterOperationsDoNotHappen() {
    // A task that goes on sending after it was cancelled never ends.
    Frame call = call();
    Chan channel = hooks.channelCreate(call, 10, false, "c", "");
    Group group = group(call);
    int[] statuses = new int[6];
    Frame[] self = new Frame[1];
    self[0] =
        new Frames.Once(
            hooks,
            event -> {
              Frame task = self[0];
              hooks.taskCancel(task);
              statuses[0] = hooks.channelSendBegin(task, channel, 1, NEVER);
              statuses[1] = hooks.channelOffer(task, channel, 1);
              statuses[2] = hooks.channelReceiveBegin(task, channel, NEVER);
              statuses[3] = hooks.timeSleepBegin(task, hooks.timeNow() + 1_000_000_000);
              statuses[4] = hooks.taskCheck(task);
              hooks.taskMask(task, 1);
              statuses[5] = hooks.channelOffer(task, channel, 5);
              hooks.taskMask(task, -1);
              return Step.DONE;
            });
    start(call, group, self[0], 0, 0);
    joinAndClose(call, group);
    int c = Status.CANCELLED;
    assertThat(statuses).containsExactly(c, c, c, c, c, Status.OK);
    assertThat(hooks.channelReceive(call, channel, call, NEVER)).isEqualTo(Status.OK);
    assertThat(call.value).isEqualTo(5);
  }

  @Test
  void stopReachesBlockedSiblingsAndTheOwner() {
    // One error under STOP must end a block whose other tasks wait for ever.
    Frame call = call();
    for (int round = 0; round < 200; round++) {
      Chan channel = hooks.channelCreate(call, 0, false, "c", "");
      Group group = group(call);
      Frames.Receiver sibling =
          start(call, group, new Frames.Receiver(hooks, channel, v -> {}), 0, 0);
      start(call, group, new Frames.Failing(hooks, "first"), 1, 0);
      // The owner waits in the body of its own block.
      assertThat(hooks.channelReceive(call, channel, call, NEVER)).isEqualTo(Status.CANCELLED);
      assertThat(hooks.taskCheck(call)).isEqualTo(Status.CANCELLED);
      assertThat(joinAndClose(call, group)).isEqualTo(Status.FAILED);
      assertThat(sibling.lastStatus).isEqualTo(Status.CANCELLED);
      assertThat(hooks.taskCheck(call)).isEqualTo(Status.OK);
    }
  }

  @Test
  void reachesTheGroupsInside() {
    // Cancelling a block must end the blocks that its tasks have open.
    Frame call = call();
    Chan channel = hooks.channelCreate(call, 0, false, "c", "");
    try (var end = hooks.channelHostEnd(channel)) {
      Group group = group(call);
      NestedWaiter waiter = start(call, group, new NestedWaiter(hooks, channel, 4), 0, 0);
      awaitSteps(5);
      hooks.callCancel(call);
      assertThat(joinAndClose(call, group)).isEqualTo(Status.CANCELLED);
      assertThat(waiter.lastStatus).isEqualTo(Status.CANCELLED);
      assertThat(end.offer(1)).isEqualTo(Status.WOULD_BLOCK);
    }
  }

  /** Opens a group with one task like itself; the innermost waits in the channel. */
  private static final class NestedWaiter extends Frames.Base {
    private final Chan channel;
    private final int depth;
    private Group group;

    NestedWaiter(ConcurrencyHooks hooks, Chan channel, int depth) {
      super(hooks);
      this.channel = channel;
      this.depth = depth;
    }

    @Override
    public int step(Frame task, int event) {
      if (depth == 0) {
        if (state++ == 0) {
          int status = hooks.channelReceiveBegin(task, channel, NEVER);
          return status == Status.PENDING ? Step.WAIT : leave(status);
        }
        return leave(hooks.channelReceiveFinish(task, channel));
      }
      if (state++ == 0) {
        group = hooks.groupOpen(task, Strategy.STOP, 0, "inner", "", NEVER);
        hooks.taskStart(task, group, new NestedWaiter(hooks, channel, depth - 1), 0, 0);
        if (hooks.groupJoinBegin(task, group) == Status.PENDING) {
          return Step.WAIT;
        }
      }
      int outcome = hooks.groupOutcome(group);
      hooks.groupClose(group);
      return leave(outcome);
    }
  }

  @Test
  void racesWithCompletion() {
    // A message that is both delivered and given back is doubled; one that is neither is lost.
    Frame call = call();
    int pairs = 100;
    for (int round = 0; round < 1000; round++) {
      Group group = group(call);
      List<Frames.Sender> senders = new ArrayList<>();
      List<Frames.Receiver> receivers = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        Chan channel = hooks.channelCreate(call, round % 2, false, "c", "");
        Frames.Sender sender = new Frames.Sender(hooks, channel, 0, 1, false);
        Frames.Receiver receiver = new Frames.Receiver(hooks, channel, v -> {});
        if (hooks.taskStart(call, group, sender, 0, i) == Status.OK) {
          senders.add(sender);
          receivers.add(receiver);
          hooks.taskStart(call, group, receiver, 1, i);
        }
        if (i == round % pairs) {
          hooks.groupCancel(group);
        }
      }
      joinAndClose(call, group);
      for (int i = 0; i < senders.size(); i++) {
        Frames.Sender sender = senders.get(i);
        Message rest = new Message();
        long inside = hooks.channelPoll(call, sender.channel, rest) == Status.OK ? 1 : 0;
        assertThat(receivers.get(i).received + inside).isEqualTo(sender.next);
        assertThat(hooks.channelRelease(sender.channel)).isEqualTo(Status.OK);
      }
    }
  }

  @Test
  void aGroupsDeadlineCancelsIt() {
    // A block with a timeout that is not kept runs for ever.
    Frame call = call();
    Group group = hooks.groupOpen(call, Strategy.STOP, 0, "work", "", hooks.timeNow() + 2_000_000);
    // On a busy machine the deadline is over before the task could start.
    assertThat(hooks.taskStart(call, group, new Frames.Yielding(hooks), 0, 0))
        .isIn(Status.OK, Status.CANCELLED);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupTimedOut(group)).isTrue();
    assertThat(hooks.groupOutcome(group)).isEqualTo(Status.OK);
    hooks.groupClose(group);
  }

  @Test
  void aTaskThatOverrunsTheGraceIsReported() {
    // A task that overruns the timeout of its block is not named, or the block ends without it.
    Frame call = call();
    long deadline = hooks.timeNow() + 1_000_000_000;
    Group group = hooks.groupOpen(call, Strategy.COLLECT, 0, "work", "far.lum:3", deadline);
    hooks.groupSetGrace(group, 1_000_000);
    Frame stubborn =
        new Frame() {
          @Override
          public int step(Frame task, int event) {
            return hooks.groupErrorCount(group) == 0 ? Step.YIELD : Step.DONE;
          }

          @Override
          public String name() {
            return "stubborn";
          }

          @Override
          public String place() {
            return "far.lum:7";
          }
        };
    assertThat(hooks.taskStart(call, group, stubborn, 0, 0)).isEqualTo(Status.OK);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupTimedOut(group)).isTrue();
    assertThat(hooks.groupErrorCount(group)).isEqualTo(1);
    assertThat(hooks.groupErrorAt(group, 0).type()).isEqualTo("grace_exceeded");
    assertThat(hooks.groupErrorAt(group, 0).message())
        .isEqualTo("task 'stubborn' (far.lum:7) at (0, 0) still runs 1 ms after the timeout");
    hooks.groupClose(group);
    hooks.callTakeErrors(call);
  }

  @Test
  void aCancelledOwnerOpensCancelledGroups() {
    // Work that starts after the stop was asked for delays the stop.
    Frame call = call();
    hooks.callCancel(call);
    Group group = group(call);
    assertThat(hooks.taskStart(call, group, new Frames.Yielding(hooks), 0, 0))
        .isEqualTo(Status.CANCELLED);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.CANCELLED);
  }

  @Test
  void interruptedHostThreadsStillJoin() {
    // A thread that leaves a join when interrupted would free what tasks still use.
    Frame call = call();
    Group group = group(call);
    start(
        call,
        group,
        new Frames.Sender(hooks, hooks.channelCreate(call, 9, false, "c", ""), 0, 9, true),
        0,
        0);
    start(call, group, new Frames.Yielding(hooks), 0, 1);
    Thread.currentThread().interrupt();
    Thread canceller = new Thread(() -> hooks.groupCancel(group));
    canceller.start();
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(Thread.interrupted()).isTrue();
  }
}
