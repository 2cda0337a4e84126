package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ErrorContext;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskDescriptor;
import dev.luminar.runtime.hook.TaskHandle;

/**
 * A run-to-end task: its thread, seen as a participant outside of any call, and its end, in which
 * others can wait.
 */
final class RunTask extends Completion implements TaskHandle, Runnable {
  private final PoolParts runtime;
  final TaskDescriptor descriptor;

  /**
   * Its thread, and the innermost call that thread is in. Written by the thread; null before it
   * runs.
   */
  private volatile HostThread thread;

  private volatile boolean cancelled;
  private volatile boolean failed;

  RunTask(PoolParts runtime, TaskDescriptor descriptor) {
    super(runtime.timers);
    this.runtime = runtime;
    this.descriptor = descriptor;
  }

  @Override
  public void run() {
    runtime.runTasks.enter(this);
    thread = new HostThread(runtime.carriers, "task", "");
    if (cancelled) {
      thread.cancel();
    }
    try {
      descriptor.taskFunc().accept(descriptor.taskData());
    } catch (Throwable thrown) {
      failed = true;
      runtime.errors.collect(context(thrown), descriptor.errorHandler());
    } finally {
      runtime.runTasks.leave(this, failed);
      complete(failed ? Status.FAILED : Status.OK);
    }
  }

  private static ErrorContext context(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String file = trace.length == 0 || trace[0].getFileName() == null ? "" : trace[0].getFileName();
    int line = trace.length == 0 ? 0 : Math.max(0, trace[0].getLineNumber());
    return new ErrorContext(
        thrown.getClass().getName(), String.valueOf(thrown.getMessage()), file, line, thrown);
  }

  /** The participant for operations that its thread does outside of any call. */
  HostThread participant() {
    return thread;
  }

  /** Its thread enters a call, or comes back to {@code host} from one. */
  void nowIn(HostThread host) {
    thread = host;
    if (cancelled) {
      host.cancel();
    }
  }

  void fail() {
    failed = true;
  }

  void cancel() {
    cancelled = true;
    HostThread host = thread;
    if (host != null) {
      host.cancel();
    }
  }

  @Override
  public boolean isDone() {
    return status() != Status.PENDING;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public String describe(Participant participant) {
    return "waits to join a run-to-end task";
  }
}
