package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Litmus of the race between a wake-up and the step that is about to wait. */
class WakeUpTest extends Running {
  /**
   * Begins to receive, says so, and returns WAIT early, late, or only once the partner has sent.
   */
  private static final class Slow extends Frames.Base {
    private final Chan channel;
    private final int delay;
    volatile boolean pending;
    volatile boolean sent;
    int steps;

    Slow(ConcurrencyHooks hooks, Chan channel, int delay) {
      super(hooks);
      this.channel = channel;
      this.delay = delay;
    }

    @Override
    public int step(Frame task, int event) {
      steps++;
      if (state == 1) {
        return leave(hooks.channelReceiveFinish(task, channel));
      }
      int status = hooks.channelReceiveBegin(task, channel, NEVER);
      if (status != Status.PENDING) {
        return leave(status);
      }
      pending = true;
      for (int i = 0; delay < 0 ? !sent : i < delay; i++) {
        Thread.yield();
      }
      state = 1;
      return Step.WAIT;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 10, 100})
  void aWakeUpWhileTheStepStillRunsIsNotLost(int delay) {
    // Allowed: the step is called exactly twice and has the message. A lost wake-up would hang (or
    // be taken for a
    // deadlock), a doubled one would step a third time.
    Frame call = call();
    for (int round = 0; round < 2_000; round++) {
      Chan channel = hooks.channelCreate(call, 0, false, "c", "");
      Group group = group(call);
      Slow slow = start(call, group, new Slow(hooks, channel, delay), 0, 0);
      while (!slow.pending) {
        Thread.yield();
      }
      assertThat(hooks.channelSend(call, channel, round, NEVER)).isEqualTo(Status.OK);
      slow.sent = true;
      assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
      assertThat(slow.lastStatus).isEqualTo(Status.OK);
      assertThat(slow.value).isEqualTo(round);
      assertThat(slow.steps).isEqualTo(2);
    }
  }

  @Test
  void threadsOfTheHostThatContendAreAllWoken() throws InterruptedException {
    // A wake-up can be used up while its thread waits for a lock inside the runtime; it would then
    // sleep for ever.
    List<Thread> threads = new ArrayList<>();
    AtomicInteger joined = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(() -> {
            Frame call = hooks.callEnter("test", "");
            for (int round = 0; round < 2_000; round++) {
              Group group = group(call);
              start(call, group, new Frames.Once(hooks, event -> Step.DONE), 0, 0);
              joinAndClose(call, group);
              joined.incrementAndGet();
            }
            hooks.callLeave(call);
          }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(joined).hasValue(16_000);
  }
}
