package dev.luminar.bench.kernels;

/** The functions of kernels.lum on arrays. */
interface ArrayKernels {
  /** Returns the sum of the products. */
  double dot(double[] xs, double[] ys);

  /** {@code as[i] = bs[i] + s * cs[i]}. */
  void triad(double[] as, double[] bs, double[] cs, double s);

  /** Fills in the steps of each pixel; gives the number that never escaped. */
  long mandelbrot(int[] steps, long width, long height, int limit);

  /** Counts bytes into 256 numbers. */
  void histogram(byte[] bytes, long[] counts);

  /** The same with an atomic addition for each byte. */
  void histogram_naive(byte[] bytes, long[] counts);

  /** {@code c = a * b} on square matrices, in rows. */
  void matmul(double[] c, double[] a, double[] b, long n);

  /**
   * Replaces inner points by the mean of their neighbours, {@code steps} times; ends in {@code us}
   * if that is even.
   */
  void stencil(double[] us, double[] vs, long width, long height, long steps);

  /** {@code ys[i] = xs[0] + ... + xs[i]}. */
  void prefix(long[] xs, long[] ys);

  /** Adds 1 to each element, {@code count} times, each time on all threads. */
  void steps(double[] xs, long count);

  /** Multiplies each element. */
  void scale(double[] xs, double s);

  /** {@code ys[i] = sqrt(xs[i] + 1)}. */
  void roots(double[] xs, double[] ys);

  /** The same; an element without a root is an error. */
  void roots_checked(double[] xs, double[] ys);
}
