package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ErrorContext;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.IOHandle;
import dev.luminar.runtime.hook.IOOperation;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskDescriptor;
import dev.luminar.runtime.hook.TaskHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTaskTest extends Running {
  @TempDir private Path folder;

  private TaskHandle spawn(Runnable body, boolean foreign) {
    return hooks.spawnTask(new TaskDescriptor(data -> body.run(), null, null, null, foreign));
  }

  @Test
  void sharesAChannelWithStepTasks() {
    // Both kinds of task must understand each other, or host code cannot take part.
    Frame call = call();
    Group group = group(call);
    Chan channel = hooks.channelCreate(call, 3, false, "c", "");
    AtomicLong sum = new AtomicLong();
    try (var end = hooks.channelHostEnd(channel)) {
      TaskHandle[] senders = new TaskHandle[4];
      for (int i = 0; i < 4; i++) {
        senders[i] =
            spawn(
                () -> {
                  for (int k = 0; k < 500; k++) {
                    assertThat(hooks.channelSend(null, channel, 1, NEVER)).isEqualTo(Status.OK);
                  }
                },
                i % 2 == 0);
      }
      start(call, group, new Frames.Receiver(hooks, channel, sum::addAndGet), 0, 0);
      assertThat(hooks.joinTasks(senders)).isEqualTo(Status.OK);
      end.closeChannel();
    }
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(sum).hasValue(2000);
  }

  @Test
  void cancellationReachesItWhereverItWaits() {
    // A task blocked for ever keeps the runtime from being shut down.
    Chan channel = hooks.channelCreate(null, 0, false, "c", "");
    List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    for (boolean early : new boolean[] {true, false}) {
      TaskHandle outside =
          spawn(
              () -> statuses.add(hooks.channelReceive(null, channel, new Message(), NEVER)), false);
      TaskHandle inCall =
          spawn(
              () -> {
                Frame call = hooks.callEnter("inner", "");
                Group group = group(call);
                hooks.taskStart(call, group, new Frames.Yielding(hooks), 0, 0);
                hooks.groupJoin(call, group);
                statuses.add(hooks.groupOutcome(group));
                hooks.groupClose(group);
                hooks.callLeave(call);
                statuses.add(hooks.timeSleep(null, hooks.timeNow() + 1_000_000_000_000L));
              },
              true);
      while (!early && hooks.counters().steps() == 0) {
        Thread.yield();
      }
      hooks.cancelTasks(outside, inCall, null);
      assertThat(hooks.joinTasks(outside, null, inCall)).isEqualTo(Status.OK);
      assertThat(outside.isDone() && outside.isCancelled()).isTrue();
    }
    assertThat(statuses).hasSize(6).containsOnly(Status.CANCELLED);
  }

  @Test
  void whatItThrowsIsCollectedAndShown() {
    // An exception that vanishes with its thread cannot be found.
    List<ErrorContext> own = Collections.synchronizedList(new ArrayList<>());
    List<ErrorContext> general = Collections.synchronizedList(new ArrayList<>());
    hooks.errorSetHandler(context -> {
      general.add(context);
      throw new IllegalStateException("a handler that fails");
    });
    TaskHandle first =
        hooks.spawnTask(
            new TaskDescriptor(
                data -> {
                  throw new IllegalArgumentException("bad " + data);
                },
                7,
                null,
                own::add,
                false));
    TaskHandle second =
        spawn(() -> hooks.errorPropagate(null, new ErrorContext("mine", "m", "f", 1, null)), false);
    assertThat(hooks.joinTasks(first)).isEqualTo(Status.FAILED);
    assertThat(hooks.joinTasks(second)).isEqualTo(Status.FAILED);
    assertThat(own).hasSize(1).allMatch(context -> context.message().equals("bad 7"));
    assertThat(general).hasSize(1).allMatch(context -> context.errorType().equals("mine"));
    assertThat(hooks.errorCollector().count()).isEqualTo(2);
    assertThat(second.isCancelled()).isTrue();
  }

  @Test
  void filesAreReadAndWritten() throws IOException {
    // An operation that reports the wrong count or end corrupts what the program makes of it.
    Frame call = call();
    Path file = folder.resolve("data");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      IOOperation write =
          hooks.io().asyncWrite(new IOHandle(out), ByteBuffer.wrap(new byte[100_000]));
      assertThat(hooks.io().ioAwait(call, write, NEVER)).isEqualTo(Status.OK);
      assertThat(write.transferred()).isEqualTo(100_000);
    }
    assertThat(Files.size(file)).isEqualTo(100_000);
    FileChannel in = FileChannel.open(file);
    ByteBuffer buffer = ByteBuffer.allocate(200_000);
    IOOperation read = hooks.io().asyncRead(new IOHandle(in), buffer);
    assertThat(hooks.io().ioAwait(null, read, NEVER)).isEqualTo(Status.OK);
    assertThat(read.transferred()).isEqualTo(100_000);
    IOOperation end = hooks.io().asyncRead(new IOHandle(in), buffer);
    assertThat(hooks.io().ioAwait(null, end, NEVER)).isEqualTo(Status.END_OF_FILE);
    in.close();
    IOOperation closed = hooks.io().asyncRead(new IOHandle(in), buffer);
    assertThat(hooks.io().ioAwait(null, closed, NEVER)).isEqualTo(Status.IO_ERROR);
    assertThat(closed.error()).isInstanceOf(IOException.class);
  }
}
