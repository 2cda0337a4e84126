package dev.luminar.runtime;

import static java.util.Objects.requireNonNull;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ChannelHandle;
import dev.luminar.runtime.hook.ErrorCollector;
import dev.luminar.runtime.hook.ErrorContext;
import dev.luminar.runtime.hook.ErrorHandler;
import dev.luminar.runtime.hook.IOHandle;
import dev.luminar.runtime.hook.IOOperation;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskDescriptor;
import dev.luminar.runtime.hook.TaskHandle;
import dev.luminar.runtime.hook.TaskHooks;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The short forms of the seed, in Java: they act on the hooks in force ({@link
 * LuminarRuntime#hooks()}). A name here is the seed's without its prefix: {@code
 * luminar_spawn_task} is {@link #spawnTask}.
 */
public final class Luminar {
  private static final ThreadLocal<Integer> LAST_STATUS = ThreadLocal.withInitial(() -> Status.OK);

  private Luminar() {}

  /** Starts the default instance with {@code config}; false if it runs already. */
  public static boolean runtimeInit(RuntimeConfig config) {
    return LuminarRuntime.startDefault(config);
  }

  /** Shuts the default instance down; false if calls are still running on it. */
  public static boolean runtimeShutdown() {
    return LuminarRuntime.shutdownDefault();
  }

  /**
   * Why the last short form of this thread that answered false or null did so: a {@link Status}.
   */
  public static int lastStatus() {
    return LAST_STATUS.get();
  }

  /** Starts a run-to-end task. */
  public static TaskHandle spawnTask(TaskDescriptor descriptor) {
    return LuminarRuntime.hooks().spawnTask(Objects.requireNonNull(descriptor, "descriptor"));
  }

  /** Waits until all of them have ended. */
  public static void joinTasks(TaskHandle... handles) {
    succeeded(LuminarRuntime.hooks().joinTasks(Objects.requireNonNull(handles, "handles")));
  }

  /** Asks each of them to stop. */
  public static void cancelTasks(TaskHandle... handles) {
    LuminarRuntime.hooks().cancelTasks(Objects.requireNonNull(handles, "handles"));
  }

  /** Makes a channel of byte strings; null if {@code capacity} is negative. */
  public static ChannelHandle createChannel(int capacity) {
    Chan channel = LuminarRuntime.hooks().channelCreate(null, capacity, true, "channel", "");
    return succeeded(channel == null ? Status.INVALID_ARGUMENT : Status.OK)
        ? new ChannelHandle(channel)
        : null;
  }

  /**
   * Sends a copy of {@code data}; false if the channel is closed, the caller cancelled, or the size
   * another one.
   */
  public static boolean sendChannel(ChannelHandle channel, byte[] data) {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(data, "data");
    if (!channel.fixElementSize(data.length)) {
      return succeeded(Status.WRONG_SIZE);
    }
    return succeeded(
        LuminarRuntime.hooks()
            .channelSendObject(null, channel.channel(), data.clone(), TaskHooks.NO_DEADLINE));
  }

  /**
   * Receives into {@code data}; false if the channel is closed and drained, the caller cancelled,
   * or the size another.
   */
  public static boolean recvChannel(ChannelHandle channel, byte[] data) {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(data, "data");
    if (!channel.fixElementSize(data.length)) {
      return succeeded(Status.WRONG_SIZE);
    }
    Message message = new Message();
    if (!succeeded(
        LuminarRuntime.hooks()
            .channelReceive(null, channel.channel(), message, TaskHooks.NO_DEADLINE))) {
      return false;
    }
    System.arraycopy((byte[]) message.object, 0, data, 0, data.length);
    return true;
  }

  /** Closes; nothing happens to a closed one. */
  public static void closeChannel(ChannelHandle channel) {
    Objects.requireNonNull(channel, "channel");
    succeeded(LuminarRuntime.hooks().channelClose(null, channel.channel()));
  }

  /** Gives the channel back, once nobody uses it any more. */
  public static void releaseChannel(ChannelHandle channel) {
    Objects.requireNonNull(channel, "channel");
    succeeded(LuminarRuntime.hooks().channelRelease(channel.channel()));
  }

  /** Zeroed memory outside the heap; null when there is none left. */
  public static ByteBuffer allocShared(int size) {
    ByteBuffer memory = LuminarRuntime.defaultInstance().memory().allocateShared(size);
    succeeded(memory == null ? Status.OUT_OF_MEMORY : Status.OK);
    return memory;
  }

  /** Gives back what {@link #allocShared} gave. */
  public static void freeShared(ByteBuffer memory) {
    LuminarRuntime.defaultInstance()
        .memory()
        .deallocateShared(Objects.requireNonNull(memory, "memory"));
  }

  /** Sets who is shown errors; null for nobody. */
  public static void setErrorHandler(ErrorHandler handler) {
    LuminarRuntime.hooks().errorSetHandler(handler);
  }

  /**
   * Copies the error, shows it to the handler, asks all run-to-end tasks that exist now to stop,
   * and returns.
   */
  public static void propagateError(ErrorContext context) {
    LuminarRuntime.hooks().errorPropagate(null, Objects.requireNonNull(context, "context"));
  }

  /** Copies the error. */
  public static void collectError(ErrorContext context) {
    LuminarRuntime.hooks().errorCollect(null, Objects.requireNonNull(context, "context"));
  }

  /** Moves what was collected so far into {@code collector}. */
  public static void collectErrors(ErrorCollector collector) {
    LuminarRuntime.hooks().errorCollector().moveTo(requireNonNull(collector, "collector"));
  }

  /** Whether anything was collected since the last clear. */
  public static boolean hasErrors() {
    return LuminarRuntime.hooks().errorCollector().count() > 0;
  }

  /** How much was collected since the last clear. */
  public static long getErrorCount() {
    return LuminarRuntime.hooks().errorCollector().count();
  }

  /** Forgets what was collected. */
  public static void clearErrors() {
    LuminarRuntime.hooks().errorCollector().clear();
  }

  /** Starts to read. */
  public static IOOperation asyncRead(IOHandle handle, ByteBuffer buffer) {
    return LuminarRuntime.defaultInstance().io().asyncRead(handle, buffer);
  }

  /** Starts to write. */
  public static IOOperation asyncWrite(IOHandle handle, ByteBuffer buffer) {
    return LuminarRuntime.defaultInstance().io().asyncWrite(handle, buffer);
  }

  /** An unsigned atomic cell of 1, 2, 4 or 8 bytes. */
  public static AtomicHandle createAtomic(int size, long initialValue) {
    return new AtomicHandle(size, initialValue);
  }

  /** Loads. All atomic short forms are sequentially consistent. */
  public static long atomicLoad(AtomicHandle atomic) {
    return Objects.requireNonNull(atomic, "atomic").load();
  }

  /** Stores the low bytes of {@code value}. */
  public static void atomicStore(AtomicHandle atomic, long value) {
    Objects.requireNonNull(atomic, "atomic").store(value);
  }

  /** Adds, wrapping, and returns what was there before. */
  public static long atomicAdd(AtomicHandle atomic, long operand) {
    return Objects.requireNonNull(atomic, "atomic").add(operand);
  }

  /**
   * Stores {@code desired} if {@code expected[0]} is there; else puts into {@code expected[0]} what
   * is there.
   */
  public static boolean atomicCompareExchange(AtomicHandle atomic, long[] expected, long desired) {
    Objects.requireNonNull(atomic, "atomic");
    Objects.requireNonNull(expected, "expected");
    long wanted = atomic.truncate(expected[0]);
    long seen = atomic.compareExchange(wanted, desired);
    expected[0] = seen;
    return seen == wanted;
  }

  /** The cell is no longer used; on the JVM the collector frees it. */
  public static void destroyAtomic(AtomicHandle atomic) {
    Objects.requireNonNull(atomic, "atomic");
  }

  private static boolean succeeded(int status) {
    LAST_STATUS.set(status);
    return status == Status.OK;
  }
}
