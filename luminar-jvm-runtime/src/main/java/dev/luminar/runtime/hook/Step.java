package dev.luminar.runtime.hook;

/** What {@link Frame#step} returns. */
public final class Step {
  /** The task is finished; the frame is dropped. */
  public static final int DONE = 0;

  /** The task can go on and lets others run first; it is stepped again. */
  public static final int YIELD = 1;

  /**
   * A begun operation answered {@link Status#PENDING}; the task is stepped again once that has an
   * outcome.
   */
  public static final int WAIT = 2;

  /**
   * The task is finished with the error it gave to {@link TaskHooks#taskFail}; the frame is
   * dropped.
   */
  public static final int FAILED = 3;

  private Step() {}
}
