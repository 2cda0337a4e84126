package dev.luminar.runtime;

/** Why {@link Frame#step} is called. */
public final class Event {
  /** The first step. A task that is cancelled before it is not stepped at all. */
  public static final int START = 0;

  /** The operation begun before has an outcome, or the task yielded. */
  public static final int RESUME = 1;

  /** As {@link #RESUME}; the task was asked to stop, and the operation it waited for did not happen. */
  public static final int CANCEL = 2;

  /** As {@link #RESUME}; the deadline of the operation passed first. */
  public static final int TIMEOUT = 3;

  private Event() {}
}
