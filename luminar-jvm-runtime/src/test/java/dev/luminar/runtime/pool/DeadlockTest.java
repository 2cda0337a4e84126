package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.ErrorRecord;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.HostEnd;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import dev.luminar.runtime.hook.Strategy;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlockTest extends Running {
  private long deadlocks;

  @AfterEach
  void asManyAsExpected() {
    assertThat(hooks.counters().deadlocks()).isEqualTo(deadlocks);
  }

  private Chan channel(Frame call, String name) {
    return hooks.channelCreate(call, 0, false, name, "test.lum:9");
  }

  private Frames.Receiver receiver(Chan channel) {
    return new Frames.Receiver(hooks, channel, v -> {});
  }

  @Test
  void aReceiveThatNothingServesIsReported() {
    // A worker on a channel that nobody closes would hang the program without a word.
    deadlocks = 1;
    Frame call = call();
    Group group = group(call);
    Frames.Receiver receiver = start(call, group, receiver(channel(call, "items")), 2, 5);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupOutcome(group)).isEqualTo(Status.FAILED);
    ErrorRecord record = hooks.groupErrorAt(group, 0);
    assertThat(record.type()).isEqualTo("deadlock");
    assertThat(record.message())
        .isEqualTo(
            "task 'receiver' (test.lum:1) at (2, 5) waits to receive from channel 'items' (test.lum:9)");
    assertThat(record.file() + ":" + record.line()).isEqualTo("test.lum:2");
    assertThat(record.path()).isEmpty();
    hooks.groupClose(group);
    assertThat(receiver.lastStatus).isEqualTo(Status.CANCELLED);
  }

  @Test
  void manyAreReportedOnceAndTheRestCounted() {
    // A report of a hundred thousand lines helps nobody.
    deadlocks = 1;
    Frame call = call();
    Group group = group(call);
    Chan channel = channel(call, "c");
    for (int i = 0; i < 100; i++) {
      start(call, group, receiver(channel), 0, i);
    }
    hooks.groupJoin(call, group);
    assertThat(hooks.groupErrorCount(group)).isEqualTo(1);
    assertThat(hooks.groupErrorAt(group, 0).message())
        .contains("(0, 15)")
        .endsWith("; and 84 more");
    hooks.groupClose(group);
  }

  /** Opens a block around {@code inner}, joins it, and leaves with its outcome. */
  private static final class Around extends Frames.Base {
    private final Frame inner;
    private final int strategy;
    private Group group;
    long errors;

    Around(ConcurrencyHooks hooks, Frame inner, int strategy) {
      super(hooks);
      this.inner = inner;
      this.strategy = strategy;
    }

    @Override
    public int step(Frame task, int event) {
      if (state++ == 0) {
        group = hooks.groupOpen(task, strategy, 0, "inner", "test.lum:8", NEVER);
        hooks.taskStart(task, group, inner, 0, 0);
        if (hooks.groupJoinBegin(task, group) == Status.PENDING) {
          return Step.WAIT;
        }
      }
      int outcome = hooks.groupOutcome(group);
      errors = hooks.groupErrorCount(group);
      hooks.groupDiscard(group);
      return leave(outcome);
    }
  }

  @Test
  void theInnermostBlockThatHoldsAllStuckTasksGetsTheError() {
    // An error at an outer block would end work that could have gone on.
    deadlocks = 1;
    Frame call = call();
    Group group = group(call);
    Around around =
        start(call, group, new Around(hooks, receiver(channel(call, "c")), Strategy.STOP), 0, 0);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(around.lastStatus).isEqualTo(Status.FAILED);
  }

  @Test
  void stuckTasksOfTwoBlocksAreAnErrorOfTheOneAroundBoth() {
    // Reported at one of the two, the other would be stuck still.
    deadlocks = 1;
    Frame call = call();
    Group group = group(call, Strategy.COLLECT);
    Around one = new Around(hooks, receiver(channel(call, "c")), Strategy.STOP);
    Around two = new Around(hooks, receiver(channel(call, "d")), Strategy.COLLECT);
    start(call, group, one, 0, 0);
    start(call, group, two, 0, 1);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupErrorCount(group)).isEqualTo(1);
    assertThat(hooks.groupOutcome(group)).isEqualTo(Status.OK);
    hooks.groupDiscard(group);
    assertThat(one.lastStatus).isEqualTo(Status.CANCELLED);
    assertThat(two.lastStatus).isEqualTo(Status.CANCELLED);
    assertThat(one.errors + two.errors).isZero();
  }

  @Test
  void anOwnerStuckInItsOwnBodyIsFreed() {
    // The thread of the host itself would hang.
    deadlocks = 1;
    Frame call = call();
    Group group = group(call);
    start(call, group, receiver(channel(call, "c")), 0, 0);
    assertThat(hooks.channelReceive(call, channel(call, "d"), call, NEVER))
        .isEqualTo(Status.CANCELLED);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupErrorAt(group, 0).message())
        .startsWith("the calling thread waits to receive from channel 'd'");
    hooks.groupClose(group);
  }

  @Test
  void aHostOutsideOfEveryBlockIsTold() {
    // A function that sends to a channel nobody receives from would hang.
    deadlocks = 2;
    Frame call = call();
    Chan channel = channel(call, "c");
    assertThat(hooks.channelSend(call, channel, 1, NEVER)).isEqualTo(Status.DEADLOCK);
    assertThat(hooks.channelReceive(call, channel, call, NEVER)).isEqualTo(Status.DEADLOCK);
    assertThat(hooks.channelRelease(channel)).isEqualTo(Status.OK);
  }

  @Test
  void anEarlierErrorIsNamed() {
    // A producer that failed is why the consumer starves; the report must say so.
    deadlocks = 1;
    Frame call = call();
    Group group = group(call, Strategy.COLLECT);
    start(call, group, new Frames.Failing(hooks, "parse"), 0, 0);
    start(call, group, receiver(channel(call, "c")), 1, 0);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupErrorCount(group)).isEqualTo(2);
    assertThat(hooks.groupErrorAt(group, 0).message())
        .endsWith("; before that a task failed: parse \"42 is bad\"");
    hooks.groupDiscard(group);
  }

  @Test
  void anOpenEndOfTheHostIsNoDeadlock() {
    // The host may still send; a report would end a program that is only waiting for its input.
    Frame call = call();
    Group group = group(call);
    Chan channel = channel(call, "c");
    HostEnd end = hooks.channelHostEnd(channel);
    Frames.Receiver receiver = start(call, group, receiver(channel), 0, 0);
    Thread host =
        new Thread(() -> {
          for (int i = 0; i < 100; i++) {
            assertThat(end.send(i)).isEqualTo(Status.OK);
          }
          end.closeChannel();
          end.close();
        });
    host.start();
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(receiver.received).isEqualTo(100);
  }

  @Test
  void theLastEndOfTheHostMakesItOne() throws InterruptedException {
    // Once the host has let go, nobody can wake the task any more.
    deadlocks = 1;
    Frame call = call();
    Group group = group(call);
    Chan channel = channel(call, "c");
    HostEnd end = hooks.channelHostEnd(channel);
    HostEnd second = hooks.channelHostEnd(channel);
    start(call, group, receiver(channel), 0, 0);
    Thread host =
        new Thread(() -> {
          end.close();
          end.close();
          second.close();
        });
    host.start();
    assertThat(joinAndClose(call, group)).isEqualTo(Status.FAILED);
    host.join();
  }

  @Test
  void sleepersAndExternsAreNoDeadlock() {
    // What still sleeps or runs elsewhere can serve those who wait.
    Frame call = call();
    Group group = group(call);
    Chan channel = channel(call, "c");
    CountDownLatch open = new CountDownLatch(1);
    start(call, group, receiver(channel), 0, 0);
    Frame[] self = new Frame[1];
    self[0] =
        new Frames.Once(
            hooks,
            event -> {
              if (self[0].state++ == 0) {
                return hooks.timeSleepBegin(self[0], hooks.timeNow() + 3_000_000) == Status.PENDING
                    ? Step.WAIT
                    : Step.YIELD;
              }
              open.countDown();
              return Step.DONE;
            });
    start(call, group, self[0], 1, 0);
    start(
        call,
        group,
        new Frames.Once(
            hooks,
            event -> {
              assertThat(hooks.taskBlockingBegin(self[0])).isEqualTo(Status.OK);
              try {
                open.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              hooks.taskBlockingEnd(self[0]);
              hooks.channelClose(null, channel);
              return Step.DONE;
            }),
        2,
        0);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
  }

  @Test
  void reportsDoNotRaceWithProgress() {
    // A call judged while somebody is about to run would end programs that are all right.
    Frame call = call();
    for (int round = 0; round < 3_000; round++) {
      Group group = group(call);
      Chan channel = channel(call, "c");
      start(call, group, receiver(channel), 0, 0);
      start(call, group, new Frames.Sender(hooks, channel, 0, 3, true), 1, 0);
      assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    }
  }
}
