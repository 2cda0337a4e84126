package dev.luminar.testkit.value;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A buffer: a stretch of memory that is shared with whoever else holds it. Two buffers are equal if
 * they have one type and equal elements; slices share the memory of what they were cut from.
 */
public final class BufferValue implements Value {
  private final BufferType type;
  private final MemorySegment memory;
  private final long stride;

  /**
   * Makes a buffer over memory.
   *
   * @param type elements of structs lie in C's natural layout, those of an atomic bool buffer take
   *     four bytes
   * @param memory native byte order
   * @throws IllegalArgumentException if the size is no multiple of an element's
   */
  public BufferValue(BufferType type, MemorySegment memory) {
    this.type = requireNonNull(type, "type");
    this.memory = requireNonNull(memory, "memory");
    this.stride = Storage.stride(type.element(), type.isAtomic());
    if (memory.byteSize() % stride != 0) {
      throw new IllegalArgumentException(
          memory.byteSize()
              + " bytes are no multiple of the "
              + stride
              + " bytes of an element of "
              + type);
    }
  }

  /**
   * Returns a new buffer of zeros. Its memory lives as long as somebody holds it.
   *
   * @throws OutOfMemoryError if there is not enough
   */
  public static BufferValue zeros(BufferType type, long length) {
    long stride = Storage.stride(requireNonNull(type, "type").element(), type.isAtomic());
    if (length < 0) {
      throw new IllegalArgumentException("length " + length + " is negative");
    }
    if (length > Long.MAX_VALUE / stride) {
      throw new OutOfMemoryError("a buffer of " + length + " elements");
    }
    return new BufferValue(type, Arena.ofAuto().allocate(length * stride, 8));
  }

  @Override
  public BufferType type() {
    return type;
  }

  /** Returns the number of elements. */
  public long length() {
    return memory.byteSize() / stride;
  }

  /** Returns the memory. */
  public MemorySegment memory() {
    return memory;
  }

  /**
   * Loads an element; storage types widen.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public Value get(long index) {
    return Storage.load(memory, at(index), type.element(), type.isAtomic());
  }

  /**
   * Stores an element, truncating to a storage type.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public void set(long index, Value value) {
    Storage.store(
        memory, at(index), type.element(), type.isAtomic(), requireNonNull(value, "value"));
  }

  private long at(long index) {
    if (index < 0 || index >= length()) {
      throw new IndexOutOfBoundsException("index " + index + " for length " + length());
    }
    return index * stride;
  }

  /**
   * Returns {@code length} elements from {@code start} on, in the same memory.
   *
   * @throws IndexOutOfBoundsException if they do not lie in this buffer
   */
  public BufferValue slice(long start, long length) {
    if (start < 0 || length < 0 || start > length() - length) {
      throw new IndexOutOfBoundsException(
          length + " elements from " + start + " on, of " + length());
    }
    return new BufferValue(type, memory.asSlice(start * stride, length * stride));
  }

  /** Returns a buffer with the same elements in memory of its own. */
  public BufferValue copy() {
    BufferValue copy = zeros(type, length());
    copy.memory.copyFrom(memory);
    return copy;
  }

  /** Returns the same memory as elements of another type. */
  public BufferValue as(ElementType element) {
    return new BufferValue(new BufferType(requireNonNull(element, "element"), false), memory);
  }

  @Override
  public boolean equals(Object object) {
    if (!(object instanceof BufferValue other)
        || !type.equals(other.type)
        || length() != other.length()) {
      return false;
    }
    for (long i = 0; i < length(); i++) {
      if (!get(i).equals(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(length());
  }

  @Override
  public String toString() {
    return ValuePrinter.print(this);
  }
}
