package dev.luminar.bench.kernels;

import java.lang.foreign.MemorySegment;

/** A kernel with its data, the same in native memory and in arrays. */
interface KernelCase {
  /** Returns the case's name in reports. */
  String name();

  /** Returns the unit of reports, {@code us} or {@code ms}. */
  String unit();

  /** Runs it once on the native memory; returns the function's result, 0 if it has none. */
  double run(NativeKernels kernels);

  /** Runs it once on the arrays; returns the function's result, 0 if it has none. */
  double run(ArrayKernels kernels);

  /** Returns what a run on the native memory writes; empty if nothing. */
  MemorySegment nativeOutput();

  /** Returns what a run on the arrays writes; empty if nothing. */
  MemorySegment arrayOutput();

  /** By how much results of peers may differ from ours, relatively: sums have an order. */
  double tolerance();
}
