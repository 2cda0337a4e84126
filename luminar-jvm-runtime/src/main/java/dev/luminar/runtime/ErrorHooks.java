package dev.luminar.runtime;

/** Errors: those of tasks go to their group by its {@link Strategy}; the rest serves the seed's short forms. */
public interface ErrorHooks {
  /**
   * Gives the task's error to its group, with the task's own entry (ordinal, position) put in front of the record's path.
   * In a step, which then cleans up and returns {@link Step#FAILED}.
   */
  void taskFail(Frame task, ErrorRecord record);

  /**
   * As {@link #taskFail}, with {@code position} in the place of the task's own: for a worker, the ordinal of the item that
   * failed.
   */
  void taskFailAt(Frame task, long position, ErrorRecord record);

  /**
   * Records that an item failed, with the entry (ordinal of the task's statement, {@code position}). In a step.
   *
   * @return OK: go on with the next item (COLLECT, IGNORE); CANCELLED: the group stops, leave (STOP)
   */
  int recordError(Frame task, long position, ErrorRecord record);

  /** How many errors the group's tasks raised, kept or not. The owner, after the join. */
  long groupErrorCount(Group group);

  /** How many records are kept. The owner, after the join. */
  int groupRecordCount(Group group);

  /** A kept record, in the order of paths, {@code index} from 0. The owner, after the join. */
  ErrorRecord groupRecord(Group group, int index);

  /** Sets who is shown errors of strategy RUNTIME and those that short forms propagate; null for nobody. Any thread. */
  void setErrorHandler(ErrorHandler handler);

  /**
   * Copies the error to the collector, shows it to the handler, and asks the calling task's group (for a run-to-end task:
   * nobody else) to stop; returns at once. Any thread.
   */
  void propagateError(ErrorContext context);

  /** Copies the error to the collector. Any thread. */
  void collectError(ErrorContext context);

  /** Adds what was collected so far to {@code collector}. Any thread. */
  void collectErrors(ErrorCollector collector);

  /** Whether anything was collected since the last clear. */
  boolean hasErrors();

  /** How much was collected since the last clear. */
  long errorCount();

  /** Forgets what was collected. */
  void clearErrors();
}
