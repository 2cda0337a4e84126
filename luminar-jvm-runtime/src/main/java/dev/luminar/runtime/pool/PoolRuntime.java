package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Counters;
import dev.luminar.runtime.hook.ErrorCollector;
import dev.luminar.runtime.hook.ErrorContext;
import dev.luminar.runtime.hook.ErrorHandler;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.IOHooks;
import dev.luminar.runtime.hook.MemoryHooks;
import dev.luminar.runtime.hook.RuntimeConfig;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/** One built-in runtime: its life, and the hooks that are not about tasks or channels. */
public final class PoolRuntime extends PoolSelects implements ConcurrencyHooks {
  private final PoolMemory memory = new PoolMemory();
  private final PoolIO io = new PoolIO(this);

  /** Starts a runtime; its threads start when there is something to do. */
  public PoolRuntime(RuntimeConfig config) {
    this(config, null);
  }

  /** As the other, with carriers made by {@code factory} unless that is null. */
  PoolRuntime(RuntimeConfig config, ThreadFactory factory) {
    super(config, factory);
  }

  /** What it was started with. */
  public RuntimeConfig config() {
    return config;
  }

  /** Its memory hooks. */
  public MemoryHooks memory() {
    return memory;
  }

  /** Its I/O hooks. */
  public IOHooks io() {
    return io;
  }

  /** What it counted. */
  public Counters counters() {
    return new Counters(
        carriers.threads(),
        stats.callsAlive.sum(),
        stats.tasksStarted.sum(),
        stats.tasksFinished.sum(),
        stats.tasksFailed.sum(),
        stats.framesAlive.sum(),
        stats.groupsAlive.sum(),
        stats.channelsAlive.sum(),
        stats.channelsCreated.sum(),
        stats.runTasksAlive.sum(),
        stats.steps.sum(),
        carriers.substitutesStarted(),
        stats.deadlocks.sum());
  }

  /**
   * Ends its threads; false, and nothing happened, while calls, run-to-end tasks or I/O operations
   * run.
   */
  public boolean shutdown() {
    synchronized (life) {
      if (isShutDown) {
        return true;
      }
      if (stats.callsAlive.sum() > 0 || !runTasks.isEmpty() || stats.operationsAlive.sum() > 0) {
        return false;
      }
      isShutDown = true;
    }
    carriers.shutdown();
    timers.shutdown();
    runThreads.join();
    return true;
  }

  @Override
  public long features() {
    return FEATURES_KNOWN;
  }

  // ---- time ----

  @Override
  public long timeNow() {
    return timers.now();
  }

  @Override
  public int timeSleepBegin(Frame task, long deadline) {
    Participant sleeper = participant(task);
    return sleeper.saw(new Sleep().begin(sleeper, checked(deadline), timers));
  }

  @Override
  public int timeSleep(Frame task, long deadline) {
    HostThread sleeper = blocking(task);
    return sleeper.finished(new Sleep().begin(sleeper, checked(deadline), timers));
  }

  private static long checked(long deadline) {
    if (deadline == NO_DEADLINE) {
      throw new IllegalArgumentException("deadline: a sleep needs one");
    }
    return deadline;
  }

  // ---- errors ----

  @Override
  public void errorSetHandler(ErrorHandler handler) {
    errors.setHandler(handler);
  }

  @Override
  public void errorPropagate(Frame task, ErrorContext context) {
    collect(Objects.requireNonNull(context, "context"), true);
    if (task == null) {
      runTasks.cancelAll();
    } else {
      PoolGroup around = participant(task).location();
      if (around != null) {
        around.cancel();
      }
    }
  }

  @Override
  public void errorCollect(Frame task, ErrorContext context) {
    collect(Objects.requireNonNull(context, "context"), false);
  }

  private void collect(ErrorContext context, boolean fails) {
    RunTask current = runTasks.current();
    if (current != null && fails) {
      current.fail();
    }
    errors.collect(context, current == null ? null : current.descriptor.errorHandler());
  }

  @Override
  public ErrorCollector errorCollector() {
    return errors.collector();
  }
}
