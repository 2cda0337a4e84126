package dev.luminar.bench.kernels;

/** The functions of kernels.lum on arrays. */
interface ArrayKernels {
  /** Returns the sum of the products. */
  double dot(double[] xs, double[] ys);

  /** {@code as[i] = bs[i] + s * cs[i]}. */
  void triad(double[] as, double[] bs, double[] cs, double s);

  /** Fills in the steps of each pixel; gives the number that never escaped. */
  long mandelbrot(int[] steps, long width, long height, int limit);
}
