package dev.luminar.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ChannelHandle;
import dev.luminar.runtime.hook.ErrorCollector;
import dev.luminar.runtime.hook.ErrorContext;
import dev.luminar.runtime.hook.IOHooks;
import dev.luminar.runtime.hook.MemoryHooks;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskDescriptor;
import dev.luminar.runtime.hook.TaskHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LuminarTest {
  @AfterEach
  void stop() {
    Luminar.setErrorHandler(null);
    assertThat(Luminar.runtimeShutdown()).isTrue();
  }

  @Test
  void theDesignsOwnExample() {
    // The original design's generated code (ten tasks, one output channel) must run as it is
    // written.
    assertThat(Luminar.runtimeInit(RuntimeConfig.DEFAULT.withMaxThreads(2))).isTrue();
    assertThat(Luminar.runtimeInit(RuntimeConfig.DEFAULT)).isFalse();
    ChannelHandle output = Luminar.createChannel(100);
    TaskHandle[] tasks = new TaskHandle[10];
    for (int i = 0; i < 10; i++) {
      tasks[i] =
          Luminar.spawnTask(
              new TaskDescriptor(
                  data -> Luminar.sendChannel(output, new byte[] {((Integer) data).byteValue()}),
                  i,
                  output,
                  null,
                  false));
    }
    Luminar.joinTasks(tasks);
    Luminar.closeChannel(output);
    byte[] room = new byte[1];
    int sum = 0;
    int count = 0;
    while (Luminar.recvChannel(output, room)) {
      sum += room[0];
      count++;
    }
    assertThat(count).isEqualTo(10);
    assertThat(sum).isEqualTo(45);
    assertThat(Luminar.lastStatus()).isEqualTo(Status.CLOSED);
    Luminar.releaseChannel(output);
  }

  @Test
  void channelsHaveOneElementSize() {
    // Bytes of another size would be read as something they are not.
    ChannelHandle channel = Luminar.createChannel(2);
    byte[] data = {1, 2};
    assertThat(Luminar.sendChannel(channel, data)).isTrue();
    data[0] = 9;
    assertThat(Luminar.sendChannel(channel, new byte[3])).isFalse();
    assertThat(Luminar.lastStatus()).isEqualTo(Status.WRONG_SIZE);
    assertThat(Luminar.recvChannel(channel, new byte[1])).isFalse();
    byte[] into = new byte[2];
    assertThat(Luminar.recvChannel(channel, into)).isTrue();
    assertThat(into).containsExactly(1, 2);
    assertThat(Luminar.createChannel(-5)).isNull();
    assertThat(Luminar.lastStatus()).isEqualTo(Status.INVALID_ARGUMENT);
  }

  @Test
  void cancelledTasksEnd() {
    // A task that cannot be cancelled keeps its joiner waiting.
    ChannelHandle never = Luminar.createChannel(0);
    TaskHandle task =
        Luminar.spawnTask(TaskDescriptor.of(data -> Luminar.recvChannel(never, new byte[1]), null));
    Luminar.cancelTasks(task);
    Luminar.joinTasks(task);
    assertThat(task.isDone()).isTrue();
  }

  @Test
  void errorsAreCountedShownMovedAndForgotten() {
    // Errors that are lost here are seen by nobody.
    List<ErrorContext> shown = new ArrayList<>();
    Luminar.setErrorHandler(shown::add);
    assertThat(Luminar.hasErrors()).isFalse();
    ErrorContext error = new ErrorContext("t", "m", "f", 1, null);
    Luminar.collectError(error);
    Luminar.propagateError(error);
    assertThat(Luminar.getErrorCount()).isEqualTo(2);
    assertThat(shown).containsExactly(error, error);
    ErrorCollector collector = new ErrorCollector();
    Luminar.collectErrors(collector);
    assertThat(collector.errors()).containsExactly(error, error);
    assertThat(Luminar.hasErrors()).isFalse();
    Luminar.collectError(error);
    Luminar.clearErrors();
    assertThat(Luminar.getErrorCount()).isZero();
  }

  @Test
  void atomicsAreUnsignedAndWrap() {
    // A cell that keeps more bits than its size compares wrongly.
    AtomicHandle cell = Luminar.createAtomic(1, 0x1FF);
    assertThat(Luminar.atomicLoad(cell)).isEqualTo(255);
    assertThat(Luminar.atomicAdd(cell, 2)).isEqualTo(255);
    assertThat(Luminar.atomicLoad(cell)).isEqualTo(1);
    long[] expected = {5};
    assertThat(Luminar.atomicCompareExchange(cell, expected, 7)).isFalse();
    assertThat(expected[0]).isEqualTo(1);
    assertThat(Luminar.atomicCompareExchange(cell, expected, 0x107)).isTrue();
    Luminar.atomicStore(cell, Luminar.atomicLoad(cell) + 1);
    assertThat(Luminar.atomicLoad(cell)).isEqualTo(8);
    AtomicHandle wide = Luminar.createAtomic(8, -1);
    assertThat(Luminar.atomicAdd(wide, 1)).isEqualTo(-1);
    assertThat(Luminar.atomicLoad(wide)).isZero();
    Luminar.destroyAtomic(wide);
    assertThatThrownBy(() -> Luminar.createAtomic(3, 0)).hasMessageContaining("size");
  }

  @Test
  void sharedMemoryIsZeroedAndNative() {
    // Memory in the other byte order would be read wrongly by foreign code.
    ByteBuffer memory = Luminar.allocShared(64);
    assertThat(memory.isDirect()).isTrue();
    assertThat(memory.order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(memory.getLong(56)).isZero();
    Luminar.freeShared(memory);
  }

  @Test
  void aRuntimeLayerHasItsLifeAndServices() {
    // A layer that runs on after its shutdown leaks its threads.
    RuntimeLayer layer = new RuntimeLayer();
    assertThatThrownBy(layer::hooks).isInstanceOf(IllegalStateException.class);
    assertThat(layer.initialize(RuntimeConfig.DEFAULT)).isTrue();
    assertThat(layer.initialize(RuntimeConfig.DEFAULT)).isFalse();
    ChannelManager channels = layer.getChannelManager();
    Chan channel = channels.createChannel(1, "c");
    TaskHandle task =
        layer
            .getTaskScheduler()
            .spawnTask(TaskDescriptor.of(data -> channels.sendChannel(channel, data), "hello"));
    Message message = new Message();
    assertThat(channels.recvChannel(channel, message)).isTrue();
    assertThat(message.object).isEqualTo("hello");
    assertThat(layer.getTaskScheduler().joinTasks(task)).isEqualTo(Status.OK);
    assertThat(channels.closeChannel(channel)).isTrue();
    assertThat(channels.closeChannel(channel)).isFalse();
    channels.releaseChannel(channel);
    assertThat(layer.getErrorCollector().count()).isZero();
    layer.shutdown();
    layer.shutdown();
    assertThat(layer.isInitialized()).isFalse();
  }

  @Test
  void aRuntimeLayerUsesWhatIsRegistered() {
    // A registered part that is not used was registered in vain.
    RuntimeLayer layer = new RuntimeLayer();
    LuminarRuntime other = LuminarRuntime.start(RuntimeConfig.DEFAULT);
    MemoryHooks memory = other.memory();
    IOHooks io = other.io();
    layer.registerMemoryHooks(memory);
    layer.registerIOHooks(io);
    assertThat(layer.registerConcurrencyHooks(other.hooksOfInstance())).isNotZero();
    assertThat(layer.initialize(RuntimeConfig.DEFAULT)).isTrue();
    assertThat(layer.memory()).isSameAs(memory);
    assertThat(layer.io()).isSameAs(io);
    assertThat(layer.hooks()).isSameAs(other.hooksOfInstance());
    layer.shutdown();
    other.close();
  }
}
