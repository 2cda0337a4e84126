package dev.luminar.runtime.hook;

import java.io.IOException;

/** A read or write that was started; made by {@link IOHooks}. */
public interface IOOperation {
  /** Whether it is done. */
  boolean isDone();

  /**
   * OK, END_OF_FILE (a read with nothing left) or IO_ERROR of {@link Status}; PENDING before it is
   * done.
   */
  int status();

  /** The number of bytes transferred, also with a bad status; 0 before it is done. */
  long transferred();

  /** The error behind IO_ERROR; null without one. */
  IOException error();
}
