package dev.luminar.runtime.pool;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The run-to-end tasks of a runtime that have not ended, and which of them the current thread is.
 */
final class RunTasks {
  private final Stats stats;
  private final Set<RunTask> alive = ConcurrentHashMap.newKeySet();
  private final ThreadLocal<RunTask> current = new ThreadLocal<>();

  RunTasks(Stats stats) {
    this.stats = stats;
  }

  /** Before its thread is started. */
  void add(RunTask task) {
    alive.add(task);
    stats.tasksStarted.increment();
    stats.runTasksAlive.increment();
  }

  /** Its thread could not be started. */
  void discard(RunTask task) {
    alive.remove(task);
    stats.tasksStarted.decrement();
    stats.runTasksAlive.decrement();
  }

  /** On its thread, first. */
  void enter(RunTask task) {
    current.set(task);
  }

  /** On its thread, last. */
  void leave(RunTask task, boolean failed) {
    current.remove();
    alive.remove(task);
    stats.tasksFinished.increment();
    if (failed) {
      stats.tasksFailed.increment();
    }
    stats.runTasksAlive.decrement();
  }

  /** The one that runs on this thread; null if none does. */
  RunTask current() {
    return current.get();
  }

  boolean isEmpty() {
    return alive.isEmpty();
  }

  void cancelAll() {
    alive.forEach(RunTask::cancel);
  }
}
