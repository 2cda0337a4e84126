package dev.luminar.runtime;

import java.io.IOException;

/** A read or write that was started; made by {@link IOHooks}. */
public interface IOOperation {
  /** Whether it is done, with a count or with an error. */
  boolean isDone();

  /** The number of bytes; -1 for a read at the end of the input, -2 after an error, and before it is done. */
  long count();

  /** The error it ended with; null without one. */
  IOException error();
}
