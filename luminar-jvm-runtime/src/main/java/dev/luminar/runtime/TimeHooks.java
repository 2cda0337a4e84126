package dev.luminar.runtime;

/** Time. All of it is monotonic, in nanoseconds. */
public interface TimeHooks {
  /** The runtime's clock; only differences mean something. */
  long nanoTime();

  /**
   * Begins to sleep. In a step.
   *
   * @param nanos how long; not positive: does not sleep
   * @return OK; CANCELLED; or PENDING: return {@link Step#WAIT} and call {@link #sleepFinish} in the next step
   */
  int sleepBegin(Frame task, long nanos);

  /** The outcome of a sleep that was pending: OK or CANCELLED. */
  int sleepFinish(Frame task);

  /** Sleeps on a thread of the host or in a run-to-end task: OK or CANCELLED. */
  int sleep(long nanos);
}
