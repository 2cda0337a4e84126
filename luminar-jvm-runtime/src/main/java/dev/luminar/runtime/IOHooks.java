package dev.luminar.runtime;

import java.nio.ByteBuffer;

/** Input and output that does not hold up a pool thread. */
public interface IOHooks {
  /**
   * Starts to read into {@code buffer}, from its position to at most its limit. Any thread; does not wait. The buffer is
   * the runtime's until the operation is done.
   */
  IOOperation asyncRead(IOHandle handle, ByteBuffer buffer);

  /** Starts to write all that is between the buffer's position and its limit. As {@link #asyncRead}. */
  IOOperation asyncWrite(IOHandle handle, ByteBuffer buffer);

  /**
   * Begins to wait until the operation is done. In a step.
   *
   * @return OK; or PENDING: return {@link Step#WAIT} and call {@link #ioFinish} in the next step, whatever the event
   */
  int ioBegin(Frame task, IOOperation operation);

  /** After a wait that was pending: OK; CANCELLED if the task was asked to stop and the operation is not done. */
  int ioFinish(Frame task, IOOperation operation);

  /** Waits on a thread of the host or in a run-to-end task: OK or CANCELLED. */
  int ioAwait(IOOperation operation);
}
