package dev.luminar.runtime;

import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskDescriptor;
import dev.luminar.runtime.hook.TaskHandle;
import dev.luminar.runtime.hook.TaskHooks;
import java.util.Objects;

/**
 * The service of a {@link RuntimeLayer} that starts, joins and cancels run-to-end tasks. Any
 * thread.
 */
public final class TaskScheduler {
  private final TaskHooks hooks;

  TaskScheduler(TaskHooks hooks) {
    this.hooks = Objects.requireNonNull(hooks, "hooks");
  }

  /** Starts a task. */
  public TaskHandle spawnTask(TaskDescriptor descriptor) {
    return hooks.spawnTask(Objects.requireNonNull(descriptor, "descriptor"));
  }

  /** Waits until all of them have ended; a {@link Status}. */
  public int joinTasks(TaskHandle... handles) {
    return hooks.joinTasks(Objects.requireNonNull(handles, "handles"));
  }

  /** Asks each of them to stop. */
  public void cancelTasks(TaskHandle... handles) {
    hooks.cancelTasks(Objects.requireNonNull(handles, "handles"));
  }
}
