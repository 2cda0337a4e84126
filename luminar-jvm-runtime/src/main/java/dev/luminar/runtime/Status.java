package dev.luminar.runtime;

/**
 * What a hook answers. Constants are {@code int}s because emitted classes compare them; they mirror
 * {@code LuminarStatus} of the native hook table, word for word.
 */
public final class Status {
  /** Done: the operation happened. */
  public static final int OK = 0;

  /** Not yet: the task must return {@link Step#WAIT} and call the finishing form when it is stepped again. */
  public static final int PENDING = 1;

  /** The channel is closed; for a receive also drained. */
  public static final int CLOSED = 2;

  /** The task or its region was asked to stop; the operation did not happen. */
  public static final int CANCELLED = 3;

  /** A trying form would have had to wait; nothing happened. */
  public static final int WOULD_BLOCK = 4;

  /** The deadline passed first; nothing happened. */
  public static final int TIMED_OUT = 5;

  /** The region, or the task, ended with an error record that the caller must raise. */
  public static final int FAILED = 6;

  /** Nothing in the whole call can run any more; see {@link TaskHooks#takeDeadlockRecord()}. */
  public static final int DEADLOCK = 7;

  /** The arguments break the hook's contract. */
  public static final int INVALID = 8;

  /** Memory ran out; nothing happened. */
  public static final int OUT_OF_MEMORY = 9;

  /** This runtime does not offer the hook. */
  public static final int UNSUPPORTED = 10;

  /** A limit of the runtime, such as its number of threads, is reached; nothing happened. */
  public static final int LIMIT = 11;

  /** The runtime is shut down, or may not be shut down now. */
  public static final int SHUT_DOWN = 12;

  private static final String[] TEXTS = {
    "ok",
    "pending",
    "closed",
    "cancelled",
    "would block",
    "timed out",
    "failed",
    "deadlock",
    "invalid argument",
    "out of memory",
    "not offered",
    "limit reached",
    "shut down"
  };

  private Status() {}

  /** The words for {@code status}; {@code "status N"} for a number that is none. */
  public static String text(int status) {
    return status >= 0 && status < TEXTS.length ? TEXTS[status] : "status " + status;
  }
}
