package dev.luminar.runtime.hook;

import java.nio.ByteBuffer;

/** Shared memory for host code; emitted classes use plain arrays. */
public interface MemoryHooks {
  /**
   * Zeroed memory outside the heap, in native order. Any thread.
   *
   * @param size in bytes, from 0
   * @return the memory; null when there is none left
   */
  ByteBuffer allocateShared(int size);

  /**
   * Gives back what {@link #allocateShared} gave; later use of it is an error that need not be
   * noticed. Any thread.
   */
  void deallocateShared(ByteBuffer memory);
}
