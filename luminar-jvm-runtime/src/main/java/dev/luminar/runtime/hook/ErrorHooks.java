package dev.luminar.runtime.hook;

/**
 * Errors of an instance: its handler, and its list of those that were propagated or collected by
 * hand.
 */
public interface ErrorHooks {
  /**
   * Sets the handler that sees the errors of groups with strategy RUNTIME and those given to {@link
   * #errorPropagate} and {@link #errorCollect}; null for none. Any thread.
   */
  void errorSetHandler(ErrorHandler handler);

  /**
   * Shows the error to the handler, keeps it in the instance's list, and asks the tasks around
   * {@code task} to stop: its group, or with null all run-to-end tasks that exist now. Any thread.
   */
  void errorPropagate(Frame task, ErrorContext context);

  /** As {@link #errorPropagate} without asking anybody to stop. */
  void errorCollect(Frame task, ErrorContext context);

  /** The instance's list. Any thread. */
  ErrorCollector errorCollector();
}
