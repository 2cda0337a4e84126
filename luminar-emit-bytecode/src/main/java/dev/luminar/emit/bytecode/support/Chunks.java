package dev.luminar.emit.bytecode.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Hands out the chunks of a region, in ascending order, to threads that are free.
 *
 * <p>The counter orders nothing: each number is given once whatever the order, and what threads
 * write is seen when they are joined. So its operations are the weakest there are.
 */
final class Chunks {
  private static final VarHandle NEXT;

  static {
    try {
      NEXT = MethodHandles.lookup().findVarHandle(Chunks.class, "next", long.class);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private final long count;
  private final long length;
  private final int threads;

  /** The number of the next chunk, so that it cannot overflow; if they shrink, its start. */
  private long next;

  /**
   * Cuts {@code count} units, at least 1, into chunks.
   *
   * @param length units of a chunk, the fewest if they shrink
   * @param threads how many threads take chunks that shrink; 0 for chunks of one length
   */
  Chunks(long count, long length, int threads) {
    this.count = count;
    this.length = length;
    this.threads = threads;
  }

  /** Where the next chunk starts, negative if there is none. */
  long next() {
    if (threads == 0) {
      long number = (long) NEXT.getAndAddRelease(this, 1L);
      return number > (count - 1) / length ? -1 : number * length;
    }
    while (true) {
      long start = (long) NEXT.getOpaque(this);
      if (start >= count) {
        return -1;
      }
      if (NEXT.weakCompareAndSetPlain(this, start, end(start))) {
        return start;
      }
    }
  }

  /** Where the chunk that starts there ends: half of a thread's share of what is left from it. */
  long end(long start) {
    long left = count - start;
    long wanted = threads == 0 ? length : Math.max(length, left / (2L * threads));
    return left <= wanted ? count : start + wanted;
  }
}
