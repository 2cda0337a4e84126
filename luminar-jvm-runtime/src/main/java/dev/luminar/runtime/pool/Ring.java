package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Message;
import java.util.Arrays;

/**
 * The messages that a channel holds: a ring that grows as it fills, up to the capacity. Guarded by
 * the channel's lock.
 */
abstract class Ring {
  private static final int INITIAL_ROOM = 16;

  private final int capacity;
  private int head;
  private int count;

  Ring(int capacity) {
    this.capacity = capacity;
  }

  /** How many messages there is room for now. */
  abstract int room();

  /**
   * Makes room for {@code room} messages; the first is at {@code head} of the old room, which is
   * full, and 0 of the new.
   */
  abstract void grow(int room, int head);

  abstract void put(int index, Message from);

  abstract void take(int index, Message into);

  abstract void dropRoom();

  final boolean isFull() {
    return count == capacity;
  }

  final boolean isEmpty() {
    return count == 0;
  }

  final int count() {
    return count;
  }

  /** Puts a message behind the others; false when there is no memory. The ring is not full. */
  final boolean push(Message from) {
    if (count == room()) {
      try {
        grow((int) Math.min(capacity, Math.max(INITIAL_ROOM, 2L * count)), head);
        head = 0;
      } catch (OutOfMemoryError e) {
        return false;
      }
    }
    int index = head + count;
    put(index < room() ? index : index - room(), from);
    count++;
    return true;
  }

  /** Takes the first message. The ring is not empty. */
  final void pop(Message into) {
    take(head, into);
    head = head + 1 == room() ? 0 : head + 1;
    count--;
  }

  final void clear() {
    head = 0;
    count = 0;
    dropRoom();
  }

  /** Of scalars. */
  static final class OfLongs extends Ring {
    private static final long[] NONE = {};

    private long[] values = NONE;

    OfLongs(int capacity) {
      super(capacity);
    }

    @Override
    int room() {
      return values.length;
    }

    @Override
    void grow(int room, int head) {
      long[] larger = Arrays.copyOfRange(values, head, head + room);
      System.arraycopy(values, 0, larger, values.length - head, head);
      values = larger;
    }

    @Override
    void put(int index, Message from) {
      values[index] = from.value;
    }

    @Override
    void take(int index, Message into) {
      into.value = values[index];
    }

    @Override
    void dropRoom() {
      values = NONE;
    }
  }

  /** Of objects. */
  static final class OfObjects extends Ring {
    private static final Object[] NONE = {};

    private Object[] objects = NONE;

    OfObjects(int capacity) {
      super(capacity);
    }

    @Override
    int room() {
      return objects.length;
    }

    @Override
    void grow(int room, int head) {
      Object[] larger = Arrays.copyOfRange(objects, head, head + room);
      System.arraycopy(objects, 0, larger, objects.length - head, head);
      objects = larger;
    }

    @Override
    void put(int index, Message from) {
      objects[index] = from.object;
    }

    @Override
    void take(int index, Message into) {
      into.object = objects[index];
      objects[index] = null;
    }

    @Override
    void dropRoom() {
      objects = NONE;
    }
  }
}
