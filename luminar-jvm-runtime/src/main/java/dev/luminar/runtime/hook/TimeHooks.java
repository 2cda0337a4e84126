package dev.luminar.runtime.hook;

/** Time: monotonic, in nanoseconds. */
public interface TimeHooks {
  /** The clock of the instance; deadlines are measured by it. */
  long timeNow();

  /**
   * Begins to sleep until the deadline, in a step.
   *
   * @return OK: it has passed; CANCELLED; or PENDING: return {@link Step#WAIT}; the next event
   *     tells: RESUME (slept) or CANCEL
   */
  int timeSleepBegin(Frame task, long deadline);

  /** Sleeps until the deadline on a thread of the host or in a run-to-end task: OK or CANCELLED. */
  int timeSleep(Frame task, long deadline);
}
