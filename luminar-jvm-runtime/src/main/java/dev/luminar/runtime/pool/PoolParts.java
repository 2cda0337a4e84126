package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.hook.TaskHandle;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The parts of one runtime, and who it is that calls. */
abstract class PoolParts {
  private static final AtomicInteger INSTANCES = new AtomicInteger();

  final Stats stats = new Stats();
  final RunThreads runThreads = new RunThreads();
  final RunTasks runTasks = new RunTasks(stats);
  final Carriers carriers;
  final Timers timers;
  final PoolErrors errors;
  final RuntimeConfig config;
  final int number = INSTANCES.incrementAndGet();

  /** Guards the change from running to shut down against calls that begin. */
  final Object life = new Object();

  boolean isShutDown;

  /** A running one, with carriers made by {@code factory} unless that is null. */
  PoolParts(RuntimeConfig config, ThreadFactory factory) {
    this.config = config;
    this.timers = new Timers("luminar-" + number + "-timer");
    this.errors = new PoolErrors(config.collectErrorStatistics());
    AtomicInteger made = new AtomicInteger();
    ThreadFactory daemons =
        body -> {
          Thread thread =
              new Thread(body, "luminar-" + number + "-carrier-" + made.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    this.carriers =
        new Carriers(config.threads(), config.substitutes(), factory != null ? factory : daemons);
  }

  /** Refuses what would start something in a runtime that is shut down. */
  final void checkRunning() {
    synchronized (life) {
      if (isShutDown) {
        throw new IllegalStateException("the runtime is shut down");
      }
    }
  }

  static Participant participant(Frame task) {
    return Participant.of(Objects.requireNonNull(task, "task"));
  }

  static HostThread host(Frame task) {
    if (participant(task) instanceof HostThread host) {
      return host;
    }
    throw new IllegalArgumentException(
        "task: " + task.name() + " is a step task, which must not block its thread");
  }

  /** The thread that is about to block: that of the call, or one for this operation only. */
  final HostThread blocking(Frame task) {
    HostThread host = task != null ? host(task) : runParticipant();
    if (host == null) {
      if (carriers.isCarrying()) {
        throw new IllegalStateException("a step must not use a blocking form");
      }
      return new HostThread(carriers, "host", "");
    }
    host.checkThread();
    return host;
  }

  final HostThread runParticipant() {
    RunTask current = runTasks.current();
    return current == null ? null : current.participant();
  }

  static PoolGroup group(Group group) {
    return (PoolGroup) Objects.requireNonNull(group, "group");
  }

  static PoolChannel channel(Chan channel) {
    return (PoolChannel) Objects.requireNonNull(channel, "channel");
  }

  static RunTask runTask(TaskHandle handle) {
    if (handle instanceof RunTask task) {
      return task;
    }
    throw new IllegalArgumentException("handles: one was not made by this runtime");
  }
}
