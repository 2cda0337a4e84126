package dev.luminar.runtime.hook;

/** A run-to-end task that was started; made by {@link TaskHooks#spawnTask}. */
public interface TaskHandle {
  /** Whether it has ended. What it did happens-before an answer of true. */
  boolean isDone();

  /** Whether it was asked to stop. */
  boolean isCancelled();
}
