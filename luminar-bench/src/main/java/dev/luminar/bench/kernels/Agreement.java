package dev.luminar.bench.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Fast is worth something only if it is right: all implementations must agree on a case. */
final class Agreement {
  private final KernelCase kernel;

  /** What the output holds before a run that goes on from it. */
  private final byte[] before;

  private Agreement(KernelCase kernel) {
    this.kernel = kernel;
    before = kernel.nativeOutput().toArray(ValueLayout.JAVA_BYTE);
  }

  /**
   * Runs each implementation once and compares results and outputs: ours among each other by their
   * bits, peers within the case's tolerance; outputs are always exact.
   *
   * @throws IllegalStateException naming the two that differ
   */
  static void check(KernelCase kernel, List<Implementation> implementations) {
    new Agreement(kernel).check(implementations);
  }

  private void check(List<Implementation> implementations) {
    Implementation first = implementations.getFirst();
    double expected = runOnce(first);
    // A copy: another implementation may write to the same memory.
    byte[] copy = first.output(kernel).toArray(ValueLayout.JAVA_BYTE);
    MemorySegment output = MemorySegment.ofArray(copy);
    for (Implementation other : implementations.subList(1, implementations.size())) {
      double result = runOnce(other);
      boolean isSame =
          first.isOurs() && other.isOurs()
              ? Double.doubleToRawLongBits(result) == Double.doubleToRawLongBits(expected)
              : Math.abs(result - expected) <= kernel.tolerance() * Math.abs(expected);
      if (!isSame || output.mismatch(other.output(kernel)) >= 0) {
        throw new IllegalStateException(
            "%s: %s and %s differ: %s, %s"
                .formatted(kernel.name(), first.key(), other.key(), expected, result));
      }
    }
  }

  private double runOnce(Implementation implementation) {
    MemorySegment output = implementation.output(kernel);
    if (kernel.outputStays()) {
      output.copyFrom(MemorySegment.ofArray(before));
    } else {
      output.fill((byte) 0x5A); // so that nothing is left from the last one
    }
    return implementation.run(kernel);
  }
}
