package dev.luminar.runtime.hook;

/** Why {@link Frame#step} is called. */
public final class Event {
  /** The first step. */
  public static final int START = 0;

  /** The operation begun before has ended: its finish tells how; or the task yielded. */
  public static final int RESUME = 1;

  /** As {@link #RESUME}, and the task is to leave: the operation did not happen. */
  public static final int CANCEL = 2;

  /** As {@link #RESUME}: the operation's deadline passed first. */
  public static final int TIMEOUT = 3;

  private Event() {}
}
