package dev.luminar.runtime.hook;

import java.nio.ByteBuffer;

/** Input and output that does not hold up a pool thread. */
public interface IOHooks {
  /**
   * Starts to read into {@code buffer}, from its position to at most its limit. Any thread; does
   * not wait. The buffer is the runtime's until the operation is done.
   *
   * @return the operation; null if no thread could be made
   */
  IOOperation asyncRead(IOHandle handle, ByteBuffer buffer);

  /**
   * Starts to write all that is between the buffer's position and its limit. As {@link #asyncRead}.
   */
  IOOperation asyncWrite(IOHandle handle, ByteBuffer buffer);

  /**
   * Begins to wait until the operation is done. In a step.
   *
   * @return OK, END_OF_FILE, IO_ERROR, CANCELLED; or PENDING: return {@link Step#WAIT} and call
   *     {@link #ioAwaitFinish} in the next step
   */
  int ioAwaitBegin(Frame task, IOOperation operation, long deadline);

  /**
   * Ends {@link #ioAwaitBegin} after the event: as that without PENDING, and TIMED_OUT; the
   * operation may go on.
   */
  int ioAwaitFinish(Frame task, IOOperation operation);

  /** The same on a thread of the host or in a run-to-end task. */
  int ioAwait(Frame task, IOOperation operation, long deadline);
}
