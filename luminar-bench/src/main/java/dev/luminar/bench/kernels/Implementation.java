package dev.luminar.bench.kernels;

import java.lang.foreign.MemorySegment;

/**
 * A way to run the kernels: ours or a peer's, on one target.
 *
 * @param target c or jvm
 * @param name what reports call it
 * @param kernels how to run a case
 */
record Implementation(String target, String name, Kernels kernels) {
  /** Ours, on either target. */
  static final String OURS = "luminar";

  /** Native memory or arrays. */
  sealed interface Kernels {}

  /** Runs on native memory. */
  record OnNative(NativeKernels kernels) implements Kernels {}

  /** Runs on arrays. */
  record OnArrays(ArrayKernels kernels) implements Kernels {}

  static Implementation of(String name, NativeKernels kernels) {
    return new Implementation("c", name, new OnNative(kernels));
  }

  static Implementation of(String name, ArrayKernels kernels) {
    return new Implementation("jvm", name, new OnArrays(kernels));
  }

  boolean isOurs() {
    return name.equals(OURS);
  }

  /** The name among all targets. */
  String key() {
    return target + " " + name;
  }

  double run(KernelCase kernel) {
    return switch (kernels) {
      case OnNative(NativeKernels native_) -> kernel.onNative().applyAsDouble(native_);
      case OnArrays(ArrayKernels arrays) -> kernel.onArrays().applyAsDouble(arrays);
    };
  }

  MemorySegment output(KernelCase kernel) {
    return switch (kernels) {
      case OnNative n -> kernel.nativeOutput();
      case OnArrays a -> kernel.arrayOutput();
    };
  }
}
