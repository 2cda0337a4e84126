package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import dev.luminar.runtime.hook.Strategy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarriersTest {
  private final Watchdog watchdog = new Watchdog();

  @AfterEach
  void ended() {
    watchdog.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Group group(PoolRuntime hooks, Frame call) {
    return hooks.groupOpen(call, Strategy.STOP, 0, "work", "", NEVER);
  }

  private static int joinAndClose(PoolRuntime hooks, Frame call, Group group) {
    hooks.groupJoin(call, group);
    int outcome = hooks.groupOutcome(group);
    hooks.groupClose(group);
    hooks.callLeave(call);
    return outcome;
  }

  @Test
  void aSubstituteStepsWhileAnExternBlocks() {
    // With all pool threads inside blocking externs nothing else would run, and nothing could end
    // the waiting.
    PoolRuntime hooks = new PoolRuntime(RuntimeConfig.DEFAULT.withMaxThreads(1));
    Frame call = hooks.callEnter("test", "");
    Group group = group(hooks, call);
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(3);
    Frame[] self = new Frame[1];
    for (int i = 0; i < 3; i++) {
      self[0] =
          new Frames.Once(
              hooks,
              event -> {
                assertThat(hooks.taskBlockingBegin(self[0])).isEqualTo(Status.OK);
                inside.countDown();
                await(open);
                hooks.taskBlockingEnd(self[0]);
                return Step.DONE;
              });
      hooks.taskStart(call, group, self[0], 0, i);
    }
    await(inside);
    hooks.taskStart(
        call,
        group,
        new Frames.Once(
            hooks,
            event -> {
              open.countDown();
              return Step.DONE;
            }),
        1,
        0);
    assertThat(joinAndClose(hooks, call, group)).isEqualTo(Status.OK);
    assertThat(hooks.counters().substitutesStarted()).isGreaterThanOrEqualTo(3);
    assertThat(hooks.shutdown()).isTrue();
    assertThat(hooks.counters().threads()).isZero();
  }

  @Test
  void substitutesHaveALimit() {
    // Without a bound a program of many blocking tasks takes all threads of the machine.
    PoolRuntime hooks =
        new PoolRuntime(RuntimeConfig.DEFAULT.withMaxThreads(2).withSubstituteThreadsMax(1));
    Frame call = hooks.callEnter("test", "");
    Group group = group(hooks, call);
    CountDownLatch refused = new CountDownLatch(1);
    AtomicInteger entered = new AtomicInteger();
    Frame[] self = new Frame[1];
    for (int i = 0; i < 2; i++) {
      self[0] =
          new Frames.Once(
              hooks,
              event -> {
                if (hooks.taskBlockingBegin(self[0]) == Status.NO_THREAD) {
                  refused.countDown();
                  return Step.DONE;
                }
                entered.incrementAndGet();
                await(refused);
                hooks.taskBlockingEnd(self[0]);
                return Step.DONE;
              });
      hooks.taskStart(call, group, self[0], 0, i);
    }
    assertThat(joinAndClose(hooks, call, group)).isEqualTo(Status.OK);
    assertThat(entered).hasValue(1);
    assertThat(hooks.shutdown()).isTrue();
  }

  @Test
  void withoutAnyThreadTheCallerSteps() {
    // A thread that cannot be created must cost speed, not the result.
    ThreadFactory none = body -> null;
    ThreadFactory failing =
        body -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    for (ThreadFactory factory : new ThreadFactory[] {none, failing}) {
      PoolRuntime hooks = new PoolRuntime(RuntimeConfig.DEFAULT, factory);
      Frame call = hooks.callEnter("test", "");
      Group group = group(hooks, call);
      Chan channel = hooks.channelCreate(call, 1, false, "c", "");
      Frames.Receiver receiver = new Frames.Receiver(hooks, channel, v -> {});
      hooks.taskStart(call, group, receiver, 0, 0);
      hooks.taskStart(call, group, new Frames.Sender(hooks, channel, 0, 1000, true), 1, 0);
      assertThat(joinAndClose(hooks, call, group)).isEqualTo(Status.OK);
      assertThat(receiver.received).isEqualTo(1000);
      assertThat(hooks.counters().threads()).isZero();
      assertThat(hooks.shutdown()).isTrue();
    }
  }

  @Test
  void noThreadStartsBeforeThereIsWork() {
    // A runtime that is made and not used should cost nothing.
    PoolRuntime hooks = new PoolRuntime(RuntimeConfig.DEFAULT);
    assertThat(hooks.counters().threads()).isZero();
    assertThat(hooks.shutdown()).isTrue();
    assertThat(hooks.shutdown()).isTrue();
    assertThatThrownBy(() -> hooks.callEnter("test", "")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shutdownIsRefusedWhileACallRuns() {
    // Threads that end under a running call leave its tasks for ever undone.
    PoolRuntime hooks = new PoolRuntime(RuntimeConfig.DEFAULT);
    Frame call = hooks.callEnter("test", "");
    assertThat(hooks.shutdown()).isFalse();
    hooks.callLeave(call);
    assertThat(hooks.shutdown()).isTrue();
  }

  @Test
  void twoRuntimesInOneProcess() {
    // Shared state between runtimes would let one program's load or stop reach another's.
    PoolRuntime one = new PoolRuntime(RuntimeConfig.DEFAULT.withMaxThreads(1));
    PoolRuntime two = new PoolRuntime(RuntimeConfig.DEFAULT.withMaxThreads(1));
    Frame callOne = one.callEnter("one", "");
    Frame callTwo = two.callEnter("two", "");
    Group groupOne = group(one, callOne);
    Group groupTwo = group(two, callTwo);
    Frames.Yielding forever = new Frames.Yielding(one);
    one.taskStart(callOne, groupOne, forever, 0, 0);
    Chan channel = two.channelCreate(callTwo, 1, false, "c", "");
    Frames.Receiver receiver = new Frames.Receiver(two, channel, v -> {});
    two.taskStart(callTwo, groupTwo, receiver, 0, 0);
    two.taskStart(callTwo, groupTwo, new Frames.Sender(two, channel, 0, 1000, true), 0, 0);
    assertThat(joinAndClose(two, callTwo, groupTwo)).isEqualTo(Status.OK);
    assertThat(two.shutdown()).isTrue();
    assertThat(one.counters().framesAlive()).isEqualTo(1);
    one.groupCancel(groupOne);
    assertThat(joinAndClose(one, callOne, groupOne)).isEqualTo(Status.OK);
    assertThat(one.shutdown()).isTrue();
  }
}
