package dev.luminar.bench.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Two buffers of random numbers and one for results, in arrays and the same in native memory. */
record Buffers(
    double[] xs,
    double[] ys,
    double[] output,
    MemorySegment nativeXs,
    MemorySegment nativeYs,
    MemorySegment nativeOutput) {
  private static final long SEED = 7;
  private static final int MILLION = 1_000_000;
  private static final int CACHE_LINE = 64;

  static Buffers of(int elements, Arena arena) {
    Random random = new Random(SEED);
    double[] xs = random.doubles(elements, -1, 1).toArray();
    double[] ys = random.doubles(elements, -1, 1).toArray();
    return new Buffers(
        xs, ys, new double[elements], copy(xs, arena), copy(ys, arena), room(elements, arena));
  }

  private static MemorySegment copy(double[] values, Arena arena) {
    return room(values.length, arena).copyFrom(MemorySegment.ofArray(values));
  }

  private static MemorySegment room(int elements, Arena arena) {
    return arena.allocate(elements * ValueLayout.JAVA_DOUBLE.byteSize(), CACHE_LINE);
  }

  /** The number of elements, short. */
  String size() {
    return xs.length % MILLION == 0 ? xs.length / MILLION + "M" : "" + xs.length;
  }

  String unit() {
    return xs.length < MILLION ? "us" : "ms";
  }
}
