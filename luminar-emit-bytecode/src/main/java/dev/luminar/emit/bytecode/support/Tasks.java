package dev.luminar.emit.bytecode.support;

import dev.luminar.runtime.LuminarRuntime;
import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.ErrorRecord;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.hook.SelectHooks;
import dev.luminar.runtime.hook.Selection;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Strategy;
import dev.luminar.runtime.hook.TaskHooks;
import java.util.Arrays;

/** What emitted code asks of a runtime, in the forms that keep the emitted code short. */
public final class Tasks {
  private static final long NEVER = TaskHooks.NO_DEADLINE;

  private Tasks() {}

  private static ConcurrencyHooks hooks(Context context) {
    return (ConcurrencyHooks) context.hooks;
  }

  private static Frame task(Context context) {
    return (Frame) context.task;
  }

  /** Starts the default runtime with the program's own configuration, if it does not run. */
  static void configure(
      int maxThreads,
      boolean useWorkStealing,
      int defaultChannelCapacity,
      boolean useLockFreeChannels,
      boolean collectErrorStatistics,
      long sharedMemoryPoolSize) {
    LuminarRuntime.startDefault(
        new RuntimeConfig(
            maxThreads,
            useWorkStealing,
            false,
            defaultChannelCapacity,
            useLockFreeChannels,
            collectErrorStatistics,
            true,
            false,
            sharedMemoryPoolSize,
            false,
            false,
            RuntimeConfig.DEFAULT.substituteThreadsMax()));
  }

  /**
   * Enters a call of the runtime on this thread, if none was entered; says whether that went well.
   */
  static boolean start(Context context, String name, String place) {
    if (context.task != null) {
      return true;
    }
    try {
      ConcurrencyHooks hooks = LuminarRuntime.hooks();
      Frame call = hooks.callEnter(name, place);
      context.hooks = hooks;
      context.task = call;
      context.leave = () -> hooks.callLeave(call);
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      return false;
    }
  }

  /** A channel; null if the capacity is out of range, or there is no memory. */
  static Chan channel(Context context, long capacity, boolean objects, String name, String place) {
    return capacity < 0
        ? null
        : hooks(context).channelCreate(task(context), capacity, objects, name, place);
  }

  /** Room for a number of channels; null if the number is out of range, or there is no memory. */
  static Chan[] room(long count) {
    if (count < 0 || count > Integer.MAX_VALUE) {
      return null;
    }
    try {
      return new Chan[(int) count];
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  /** Fills an array with channels; says whether that went well. */
  static boolean fill(
      Context context, Chan[] channels, long capacity, boolean objects, String name, String place) {
    for (int i = 0; i < channels.length; i++) {
      channels[i] = channel(context, capacity, objects, name + "[" + i + "]", place);
      if (channels[i] == null) {
        return false;
      }
    }
    return true;
  }

  static void release(Context context, Chan channel) {
    if (channel != null) {
      hooks(context).channelRelease(channel);
    }
  }

  static void release(Context context, Chan[] channels) {
    if (channels != null) {
      for (Chan channel : channels) {
        release(context, channel);
      }
    }
  }

  static int sendBegin(Context context, Chan channel, long value) {
    return hooks(context).channelSendBegin(task(context), channel, value, NEVER);
  }

  static int sendBegin(Context context, Chan channel, Object value) {
    return hooks(context).channelSendObjectBegin(task(context), channel, value, NEVER);
  }

  static int sendFinish(Context context, Chan channel) {
    return hooks(context).channelSendFinish(task(context), channel);
  }

  static int receiveBegin(Context context, Chan channel) {
    return hooks(context).channelReceiveBegin(task(context), channel, NEVER);
  }

  static int receiveFinish(Context context, Chan channel) {
    return hooks(context).channelReceiveFinish(task(context), channel);
  }

  static int send(Context context, Chan channel, long value) {
    return hooks(context).channelSend(task(context), channel, value, NEVER);
  }

  static int send(Context context, Chan channel, Object value) {
    return hooks(context).channelSendObject(task(context), channel, value, NEVER);
  }

  static int receive(Context context, Chan channel) {
    return hooks(context).channelReceive(task(context), channel, task(context), NEVER);
  }

  static int offer(Context context, Chan channel, long value) {
    return hooks(context).channelOffer(task(context), channel, value);
  }

  static int offer(Context context, Chan channel, Object value) {
    return hooks(context).channelOfferObject(task(context), channel, value);
  }

  static int poll(Context context, Chan channel) {
    return hooks(context).channelPoll(task(context), channel, task(context));
  }

  /** The number that was received. */
  static long value(Context context) {
    return task(context).value;
  }

  /** The object that was received; the frame lets go of it. */
  static Object object(Context context) {
    Object object = task(context).object;
    task(context).object = null;
    return object;
  }

  /** How many-th item of its channel was received. */
  static long ordinal(Context context) {
    return task(context).itemOrdinal;
  }

  /** The time in so many nanoseconds; one that is too far away is the last there is. */
  private static long deadlineIn(Context context, long nanos) {
    long now = hooks(context).timeNow();
    long deadline = now + nanos;
    return nanos >= 0 && deadline < now || deadline == NEVER ? NEVER - 1 : deadline;
  }

  static int sleepBegin(Context context, long nanos) {
    return hooks(context).timeSleepBegin(task(context), deadlineIn(context, nanos));
  }

  static int sleep(Context context, long nanos) {
    return hooks(context).timeSleep(task(context), deadlineIn(context, nanos));
  }

  /** When a select gives up that waits so many nanoseconds; -1 for never. */
  private static long selectDeadline(Context context, long nanos) {
    return nanos < 0 ? NEVER : nanos == 0 ? SelectHooks.AT_ONCE : deadlineIn(context, nanos);
  }

  static int selectBegin(Context context, Selection selection, long nanos) {
    return hooks(context).selectBegin(task(context), selection, selectDeadline(context, nanos));
  }

  static int selectFinish(Context context, Selection selection) {
    return hooks(context).selectFinish(task(context), selection);
  }

  static int select(Context context, Selection selection, long nanos) {
    Frame task = task(context);
    return hooks(context).select(task, selection, task, selectDeadline(context, nanos));
  }

  /** OK, or CANCELLED. */
  static int check(Context context) {
    return hooks(context).taskCheck(task(context));
  }

  static int close(Context context, Chan channel) {
    return hooks(context).channelClose(task(context), channel);
  }

  /**
   * Whether an operation ended in a way that has to be raised; then the error is pending. A routine
   * that has no way of its own to leave when it is cancelled leaves by an error, which gives way to
   * the one that its region was cancelled for.
   */
  static boolean isFailure(Context context, int status, boolean canLeave) {
    if (status == Status.CANCELLED && !canLeave) {
      context.pending = new Raised("deadlock", "deadlock", "", 0, 0);
      context.pending.isCancelled = true;
    } else if (status == Status.DEADLOCK) {
      context.pending = new Raised("deadlock", "deadlock", "", 0, 0);
    } else if (status == Status.OUT_OF_MEMORY) {
      context.pending = new Raised("out_of_memory", "out of memory", "", 0, 0);
    } else {
      return false;
    }
    return true;
  }

  /**
   * An open group; null if there is no memory.
   *
   * @param timeout in nanoseconds; below 0 for none
   * @param grace in nanoseconds; 0 for none
   */
  static Group open(
      Context context,
      int strategy,
      int recordsMax,
      String name,
      String place,
      long timeout,
      long grace) {
    ConcurrencyHooks hooks = hooks(context);
    long now = hooks.timeNow();
    long deadline = timeout < 0 || timeout > NEVER - Math.max(now, 0) ? NEVER : now + timeout;
    Group group = hooks.groupOpen(task(context), strategy, recordsMax, name, place, deadline);
    if (group != null && grace > 0) {
      hooks.groupSetGrace(group, grace);
    }
    if (group != null) {
      if (context.openGroups == 0) {
        boolean isBounded = strategy == Strategy.COLLECT && recordsMax != Strategy.UNBOUNDED;
        context.recordsMax = isBounded ? recordsMax : Integer.MAX_VALUE;
      }
      context.openGroups++;
    }
    return group;
  }

  /** Starts a task: OK, or CANCELLED if its group is stopping, or what went wrong. */
  static int spawn(Context context, Group group, Task frame, long ordinal, long position) {
    frame.externs = context.externs;
    frame.hooks = hooks(context);
    return hooks(context).taskStart(task(context), group, frame, ordinal, position);
  }

  static int awaitBegin(Context context, Task target) {
    return hooks(context).taskAwaitBegin(task(context), target, NEVER);
  }

  static int awaitFinish(Context context, Task target) {
    return hooks(context).taskAwaitFinish(task(context), target);
  }

  static int await(Context context, Task target) {
    return hooks(context).taskAwait(task(context), target, NEVER);
  }

  /** Asks a task to stop, if there is one. */
  static void cancel(Context context, Task target) {
    if (target != null) {
      hooks(context).taskCancel(target);
    }
  }

  /** An array of references to tasks; null if there is no memory. */
  static Task[] tasks(long count) {
    if (count > Integer.MAX_VALUE) {
      return null;
    }
    try {
      return new Task[(int) count];
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  /** Asks the tasks of a group, and its owner, to stop. */
  static void cancel(Context context, Group group) {
    hooks(context).groupCancel(group);
  }

  static int joinBegin(Context context, Group group, boolean isAbandoned) {
    if (isAbandoned) {
      hooks(context).groupCancel(group);
    }
    return hooks(context).groupJoinBegin(task(context), group);
  }

  static int join(Context context, Group group, boolean isAbandoned, boolean raisesTimeout) {
    if (isAbandoned) {
      hooks(context).groupCancel(group);
    }
    hooks(context).groupJoin(task(context), group);
    return joined(context, group, isAbandoned, raisesTimeout);
  }

  /**
   * Closes a joined group: OK, FAILED (its error is pending), or CANCELLED (the owner has to
   * leave). Where the caller raises a timeout itself, only an overrun goes before it.
   */
  static int joined(Context context, Group group, boolean isAbandoned, boolean raisesTimeout) {
    ConcurrencyHooks hooks = hooks(context);
    context.openGroups--;
    context.groupErrors = hooks.groupErrorCount(group);
    if (isAbandoned) {
      if (context.pending != null
          && context.pending.isCancelled
          && hooks.groupRecordCount(group) > 0) {
        context.pending = raised(hooks.groupErrorAt(group, 0), context.path());
      }
      hooks.groupDiscard(group);
      takeCollected(context, false);
      return Status.OK;
    }
    context.groupTimedOut = raisesTimeout && hooks.groupTimedOut(group);
    int outcome = hooks.groupOutcome(group);
    boolean isPassedOver = false;
    if (outcome == Status.FAILED) {
      ErrorRecord first = hooks.groupErrorAt(group, 0);
      isPassedOver = context.groupTimedOut && !first.type().equals("grace_exceeded");
      if (!isPassedOver) {
        context.pending = raised(first, context.path());
      }
    }
    hooks.groupClose(group);
    takeCollected(context, true);
    return isPassedOver ? hooks.taskCheck(task(context)) : outcome;
  }

  /**
   * Behind the outermost block of a thread of the host: what it and the blocks inside it collected,
   * by path and cut to the block's bound, goes to the context, or is dropped.
   */
  private static void takeCollected(Context context, boolean isKept) {
    if (context.isStep || context.openGroups > 0) {
      return;
    }
    ErrorRecord[] taken = hooks(context).callTakeErrors(task(context));
    if (isKept) {
      Raised[] sorted = new Raised[taken.length];
      for (int i = 0; i < taken.length; i++) {
        sorted[i] = raised(taken[i], context.path());
      }
      Arrays.sort(sorted);
      for (int i = 0; i < sorted.length && i < context.recordsMax; i++) {
        context.add(sorted[i]);
      }
    }
  }

  static boolean isCancelled(Context context) {
    return hooks(context).taskCheck(task(context)) != Status.OK;
  }

  /** Hides from the task (1) that it was asked to stop, or shows it again (-1). */
  static void mask(Context context, int change) {
    hooks(context).taskMask(task(context), change);
  }

  static void fail(Context context) {
    if (!isCancelledOnly(context)) {
      hooks(context).taskFail(task(context), take(context));
    }
  }

  static void failAt(Context context, long item) {
    if (!isCancelledOnly(context)) {
      hooks(context).taskFailAt(task(context), item, take(context));
    }
  }

  static void recordItem(Context context, long item) {
    if (!isCancelledOnly(context)) {
      hooks(context).taskRecordError(task(context), item, take(context));
    }
  }

  /** Says which item a worker is at; what the one before collected goes to the runtime first. */
  static void setPosition(Context context, long position) {
    flush(context);
    hooks(context).taskSetPosition(task(context), position);
  }

  /** Whether the task leaves since it was cancelled, which is no error of its own. */
  private static boolean isCancelledOnly(Context context) {
    boolean isOnly = context.pending.isCancelled;
    if (isOnly) {
      context.pending = null;
    }
    return isOnly;
  }

  /** At the end of a step: gives the runtime what regions in it collected. */
  static void flush(Context context) {
    for (Raised raised : context.records) {
      hooks(context).callAppendError(task(context), record(raised));
    }
    context.records = java.util.List.of();
  }

  /** Before an extern that blocks; says whether {@link #blockingEnd} is to follow. */
  static boolean blockingBegin(Context context) {
    return context.task != null && hooks(context).taskBlockingBegin(task(context)) == Status.OK;
  }

  static void blockingEnd(Context context, boolean begun) {
    if (begun) {
      hooks(context).taskBlockingEnd(task(context));
    }
  }

  private static ErrorRecord take(Context context) {
    Raised raised = context.pending;
    context.pending = null;
    return record(raised);
  }

  /**
   * The runtime's form of a record; its path has no values of iterations, so the record goes along.
   */
  private static ErrorRecord record(Raised raised) {
    ErrorRecord record;
    if (raised.foreign != null) {
      String[] foreign = raised.foreign;
      record =
          new ErrorRecord(
              -1,
              foreign[0],
              foreign[1],
              foreign[2],
              raised.foreignLine,
              raised.code,
              0,
              0,
              raised);
    } else {
      int site = raised.site;
      record =
          new ErrorRecord(
              site,
              Site.type(site),
              Site.template(site),
              Site.file(site),
              Site.line(site),
              raised.code,
              raised.argument0,
              raised.argument1,
              raised);
    }
    long[] path = raised.pathOrNone();
    for (int i = path.length - Raised.STEP; i >= 0; i -= Raised.STEP) {
      record = record.within(path[i], path[i + 1]);
    }
    return record;
  }

  private static Raised raised(ErrorRecord record, long[] prefix) {
    Raised raised =
        record.site() < 0
            ? new Raised(
                record.type(), record.message(), record.file(), record.line(), record.code())
            : new Raised(record.site(), record.code(), record.argument0(), record.argument1());
    long[] pairs = record.path();
    long[] path = Arrays.copyOf(prefix, prefix.length + pairs.length / 2 * Raised.STEP);
    for (int i = 0; i < pairs.length / 2; i++) {
      int at = prefix.length + i * Raised.STEP;
      path[at] = pairs[2 * i];
      path[at + 1] = pairs[2 * i + 1];
      path[at + 2] = pairs[2 * i + 1];
    }
    if (record.userData() instanceof Raised) {
      long[] inner = ((Raised) record.userData()).pathOrNone();
      for (int i = Raised.STEP - 1; i < inner.length; i += Raised.STEP) {
        path[path.length - inner.length + i] = inner[i];
      }
    }
    raised.path = path;
    return raised;
  }
}
