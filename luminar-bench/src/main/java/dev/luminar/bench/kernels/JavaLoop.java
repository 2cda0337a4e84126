package dev.luminar.bench.kernels;

/**
 * The plain loops in Java, without threads. The loops themselves are shared with {@link
 * JavaThreads}: what a careful person writes without changing what the program means.
 */
final class JavaLoop implements ArrayKernels {
  @Override
  public double dot(double[] xs, double[] ys) {
    return dotRange(xs, ys, 0, xs.length);
  }

  /**
   * Eight partial sums, so that additions do not wait for each other; the JIT compiler does not
   * split a sum of doubles by itself.
   */
  static double dotRange(double[] xs, double[] ys, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i < to - 7; i += 8) {
      s0 += xs[i] * ys[i];
      s1 += xs[i + 1] * ys[i + 1];
      s2 += xs[i + 2] * ys[i + 2];
      s3 += xs[i + 3] * ys[i + 3];
      s4 += xs[i + 4] * ys[i + 4];
      s5 += xs[i + 5] * ys[i + 5];
      s6 += xs[i + 6] * ys[i + 6];
      s7 += xs[i + 7] * ys[i + 7];
    }
    for (; i < to; i++) {
      s0 += xs[i] * ys[i];
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  @Override
  public void triad(double[] as, double[] bs, double[] cs, double s) {
    triadRange(as, bs, cs, s, 0, as.length);
  }

  /** The JIT compiler vectorizes this one by itself. */
  static void triadRange(double[] as, double[] bs, double[] cs, double s, int from, int to) {
    for (int i = from; i < to; i++) {
      as[i] = bs[i] + s * cs[i];
    }
  }

  @Override
  public long mandelbrot(int[] steps, long width, long height, int limit) {
    long inside = 0;
    for (int row = 0; row < height; row++) {
      inside += mandelbrotRow(steps, row, (int) width, (int) height, limit);
    }
    return inside;
  }

  /** One row; returns how many of its points never escape. */
  static int mandelbrotRow(int[] steps, int row, int width, int height, int limit) {
    double cy = row * 1.6 / height - 1.25;
    int inside = 0;
    for (int column = 0; column < width; column++) {
      int n = escape(column * 3.0 / width - 2.25, cy, limit);
      steps[row * width + column] = n;
      inside += n == limit ? 1 : 0;
    }
    return inside;
  }

  /** The steps of one point; the squares are kept, as in any hand-written version. */
  private static int escape(double cx, double cy, int limit) {
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    int n = 0;
    while (n < limit && xx + yy <= 4) {
      y = 2 * x * y + cy;
      x = xx - yy + cx;
      xx = x * x;
      yy = y * y;
      n++;
    }
    return n;
  }
}
