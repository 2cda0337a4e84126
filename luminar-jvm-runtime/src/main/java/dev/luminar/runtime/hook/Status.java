package dev.luminar.runtime.hook;

/**
 * What a hook answers. Constants are {@code int}s because emitted classes compare them; names,
 * numbers and texts are those of {@code LUMINAR_STATUSES} in the native runtime's {@code
 * luminar_types.h}.
 */
public final class Status {
  /** Done: the operation happened. */
  public static final int OK = 0;

  /**
   * Not yet: the step returns {@link Step#WAIT} and calls the finishing form when it is called
   * again.
   */
  public static final int PENDING = 1;

  /** A trying form would have had to wait; nothing happened. */
  public static final int WOULD_BLOCK = 2;

  /** The channel is closed; for a receive also drained. */
  public static final int CLOSED = 3;

  /** The task or its region was asked to stop; nothing was sent or received. */
  public static final int CANCELLED = 4;

  /** Asked to stop while a send waited: the message is still in the sender's frame. */
  public static final int UNDELIVERED = 5;

  /** The deadline passed first; nothing happened. */
  public static final int TIMED_OUT = 6;

  /** There is an error record to raise. */
  public static final int FAILED = 7;

  /** Nothing in the whole call can run any more, and the caller waits outside of every region. */
  public static final int DEADLOCK = 8;

  /** The awaited task was cancelled and has no result. */
  public static final int TASK_CANCELLED = 9;

  /** The end of the file or stream was reached. */
  public static final int END_OF_FILE = 10;

  /** Reading or writing failed. */
  public static final int IO_ERROR = 11;

  /** This runtime does not offer the hook. */
  public static final int NOT_OFFERED = 12;

  /** An argument has a value that is not allowed. */
  public static final int INVALID_ARGUMENT = 13;

  /** The size differs from that of the channel's elements (short forms). */
  public static final int WRONG_SIZE = 14;

  /** Not allowed in the present state of the object. */
  public static final int WRONG_STATE = 15;

  /** Memory ran out; nothing happened. */
  public static final int OUT_OF_MEMORY = 16;

  /** The limit of threads is reached, or no thread could be created. */
  public static final int NO_THREAD = 17;

  /** Calls are still running. */
  public static final int BUSY = 18;

  /** The runtime is shut down or not started. */
  public static final int NOT_RUNNING = 19;

  /** The other side was made for another major version of the contract. */
  public static final int ABI_MISMATCH = 20;

  /** A setting was changed to a value that has no effect yet. */
  public static final int WITHOUT_EFFECT = 21;

  private static final String[] TEXTS = {
    "ok",
    "the operation waits: store the state, return WAIT",
    "the operation would have to wait",
    "the channel is closed",
    "the task or its region is cancelled; nothing was sent or received",
    "cancelled while sending; the value is still in the sender's buffer",
    "the deadline passed; nothing was sent or received",
    "error records are there to read",
    "nothing in this call can ever run again",
    "the awaited task was cancelled and has no result",
    "the end of the file or stream was reached",
    "the operating system refused to read or write",
    "this runtime does not offer that",
    "an argument has a value that is not allowed",
    "the size differs from the size of the channel's elements",
    "not allowed in the present state of the object",
    "out of memory",
    "the limit of threads is reached or no thread could be created",
    "calls are still running",
    "the runtime is not initialised",
    "the other side was made for another major version of the hook ABI",
    "a setting was changed to a value that has no effect yet"
  };

  private Status() {}

  /** What {@code status} means; {@code "unknown status"} for a number that is none. */
  public static String text(int status) {
    return status >= 0 && status < TEXTS.length ? TEXTS[status] : "unknown status";
  }
}
