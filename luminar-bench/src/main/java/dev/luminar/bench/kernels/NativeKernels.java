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

  /** Counts bytes into 256 {@code i64}. */
  void histogram(MemorySegment bytes, MemorySegment counts);

  /** The same with an atomic addition for each byte. */
  void histogram_naive(MemorySegment bytes, MemorySegment counts);

  /** {@code c = a * b} on square matrices of {@code f64}, in rows. */
  void matmul(MemorySegment c, MemorySegment a, MemorySegment b, long n);

  /**
   * Replaces inner points by the mean of their neighbours, {@code steps} times; ends in {@code us}
   * if that is even.
   */
  void stencil(MemorySegment us, MemorySegment vs, long width, long height, long steps);

  /** {@code ys[i] = xs[0] + ... + xs[i]} on {@code i64} elements. */
  void prefix(MemorySegment xs, MemorySegment ys);

  /** Adds 1 to each {@code f64}, {@code count} times, each time in a parallel block. */
  void steps(MemorySegment xs, long count);

  /** Multiplies each {@code f64}. */
  void scale(MemorySegment xs, double s);

  /** {@code ys[i] = sqrt(xs[i] + 1)} on {@code f64} elements. */
  void roots(MemorySegment xs, MemorySegment ys);

  /** The same; an element without a root is an error. */
  void roots_checked(MemorySegment xs, MemorySegment ys);
}
