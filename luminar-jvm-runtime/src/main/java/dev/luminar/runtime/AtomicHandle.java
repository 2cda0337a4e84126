package dev.luminar.runtime;

import java.util.concurrent.atomic.AtomicLong;

/**
 * An unsigned atomic cell of 1, 2, 4 or 8 bytes, as the seed's short forms use it; made by {@link
 * Luminar#createAtomic}.
 */
public final class AtomicHandle {
  private final int size;
  private final long mask;
  private final AtomicLong cell;

  AtomicHandle(int size, long initialValue) {
    if (size != 1 && size != 2 && size != 4 && size != 8) {
      throw new IllegalArgumentException("size must be 1, 2, 4 or 8, but is " + size);
    }
    this.size = size;
    this.mask = size == 8 ? -1L : (1L << (8 * size)) - 1;
    this.cell = new AtomicLong(initialValue & mask);
  }

  /** Its size in bytes. */
  public int size() {
    return size;
  }

  long truncate(long value) {
    return value & mask;
  }

  long load() {
    return cell.get();
  }

  void store(long value) {
    cell.set(value & mask);
  }

  long add(long operand) {
    return cell.getAndUpdate(old -> (old + operand) & mask);
  }

  long compareExchange(long expected, long desired) {
    return cell.compareAndExchange(expected, desired & mask);
  }
}
