package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyTasksTest extends Running {
  private static final int TASKS = 100_000;

  private List<Frames.Receiver> block(Frame call, Group group, Chan channel) {
    List<Frames.Receiver> receivers = new ArrayList<>(TASKS);
    for (int i = 0; i < TASKS; i++) {
      receivers.add(start(call, group, new Frames.Receiver(hooks, channel, v -> {}), 0, i));
    }
    while (hooks.counters().steps() < TASKS) {
      Thread.yield();
    }
    return receivers;
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void aHundredThousandBlockedTasksAreServed() {
    // A runtime with a thread per blocked task cannot hold so many.
    Frame call = call();
    Group group = group(call);
    Chan channel = hooks.channelCreate(call, 0, false, "c", "");
    long before = usedBytes();
    List<Frames.Receiver> receivers = block(call, group, channel);
    long each = (usedBytes() - before) / TASKS;
    System.out.println("aHundredThousandBlockedTasksAreServed: " + each + " bytes per task");
    assertThat(each).isLessThan(600);
    assertThat(hooks.counters().threads()).isLessThanOrEqualTo(4);
    for (int i = 0; i < TASKS; i++) {
      assertThat(hooks.channelSend(call, channel, i, NEVER)).isEqualTo(Status.OK);
    }
    hooks.channelClose(call, channel);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(receivers.stream().mapToLong(receiver -> receiver.received).sum()).isEqualTo(TASKS);
  }

  @Test
  void aHundredThousandBlockedTasksAreCancelled() {
    // Taking each waiter out of a queue by search would need hours.
    Frame call = call();
    Group group = group(call);
    Chan channel = hooks.channelCreate(call, 0, false, "c", "");
    List<Frames.Receiver> receivers = block(call, group, channel);
    hooks.groupCancel(group);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(receivers).allMatch(receiver -> receiver.lastStatus == Status.CANCELLED);
    assertThat(receivers).allMatch(receiver -> receiver.drops == 1);
  }
}
