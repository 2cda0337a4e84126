package dev.luminar.runtime.hook;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * A run-to-end task, as the seed describes it.
 *
 * @param taskFunc what it does, given {@code taskData}
 * @param taskData may be null
 * @param outputChannel where its results go, for the function's own use; may be null
 * @param errorHandler is shown what {@code taskFunc} throws; may be null
 * @param foreign whether it blocks in foreign code, which would pin the carrier of a virtual thread
 */
public record TaskDescriptor(
    Consumer<Object> taskFunc,
    Object taskData,
    ChannelHandle outputChannel,
    ErrorHandler errorHandler,
    boolean foreign) {
  /** Checks that there is something to do. */
  public TaskDescriptor {
    Objects.requireNonNull(taskFunc, "taskFunc");
  }

  /** A task of Java code, with neither channel nor handler. */
  public static TaskDescriptor of(Consumer<Object> taskFunc, Object taskData) {
    return new TaskDescriptor(taskFunc, taskData, null, null, false);
  }
}
