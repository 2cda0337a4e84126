package dev.luminar.bench.kernels;

import java.lang.foreign.MemorySegment;

/** The functions of kernels.lum on memory outside of the Java heap, which nobody copies. */
interface NativeKernels {
  /** Returns the sum of the products of {@code f64} elements. */
  double dot(MemorySegment xs, MemorySegment ys);

  /** {@code as[i] = bs[i] + s * cs[i]} on {@code f64} elements. */
  void triad(MemorySegment as, MemorySegment bs, MemorySegment cs, double s);

  /** Fills in the {@code i32} steps of each pixel; gives the number that never escaped. */
  long mandelbrot(MemorySegment steps, long width, long height, int limit);
}
