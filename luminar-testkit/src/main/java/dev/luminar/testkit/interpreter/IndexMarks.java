package dev.luminar.testkit.interpreter;

import java.util.HashMap;
import java.util.Map;

/**
 * Which iteration stores into which element first, while the indices of a parallel block are
 * checked; nothing is stored meanwhile.
 */
final class IndexMarks {
  private final Map<Long, Long> firsts = new HashMap<>();
  private long iteration;

  /** Two iterations that store into one element: their values. */
  static final class Collision extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient long earlier;
    final transient long later;

    Collision(long earlier, long later) {
      super(null, null, false, false);
      this.earlier = earlier;
      this.later = later;
    }
  }

  void startIteration(long value) {
    iteration = value;
  }

  /** Marks an element, if there is such. */
  void store(long index, long length) {
    if (index < 0 || index >= length) {
      return;
    }
    Long first = firsts.putIfAbsent(index, iteration);
    if (first != null && first != iteration) {
      throw new Collision(first, iteration);
    }
  }
}
