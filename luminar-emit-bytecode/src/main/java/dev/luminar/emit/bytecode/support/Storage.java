package dev.luminar.emit.bytecode.support;

import java.lang.reflect.Array;

/** Own storage and overlap of buffers. */
final class Storage {
  private Storage() {}

  /**
   * Zeroed storage.
   *
   * @param elements a length that is not negative
   * @param elementSize elements of the array for one of the buffer
   * @return null if there is no room
   */
  static Object allocate(Class<?> component, long elements, int elementSize) {
    if (elements > Integer.MAX_VALUE / elementSize) {
      return null;
    }
    try {
      return Array.newInstance(component, (int) elements * elementSize);
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  /** Whether two stretches share elements and are not, where that is allowed, the same. */
  static boolean overlaps(
      Object left,
      int leftStart,
      long leftLength,
      Object right,
      int rightStart,
      long rightLength,
      boolean isSameAllowed) {
    if (left != right || leftLength == 0 || rightLength == 0) {
      return false;
    }
    if (isSameAllowed && leftStart == rightStart && leftLength == rightLength) {
      return false;
    }
    return leftStart < rightStart + rightLength && rightStart < leftStart + leftLength;
  }

  /** How many structs of a size a byte array holds. */
  static int elements(byte[] array, int size) {
    if (array.length % size != 0) {
      throw new IllegalArgumentException(
          array.length + " bytes are no whole number of elements of " + size + " bytes");
    }
    return array.length / size;
  }
}
