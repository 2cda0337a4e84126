package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.MemoryHooks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** Shared memory from the JVM's direct buffers, which the garbage collector frees. */
final class PoolMemory implements MemoryHooks {
  @Override
  public ByteBuffer allocateShared(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative, but is " + size);
    }
    try {
      return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  @Override
  public void deallocateShared(ByteBuffer memory) {
    Objects.requireNonNull(memory, "memory");
  }
}
