package dev.luminar.bench.kernels;

import java.util.Arrays;

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

  @Override
  public void histogram(byte[] bytes, long[] counts) {
    Arrays.fill(counts, 0);
    histogramRange(bytes, 0, bytes.length, counts);
  }

  /** Four tables, so that equal neighbours do not wait for each other's store. */
  static void histogramRange(byte[] bytes, int from, int to, long[] counts) {
    int[] a = new int[256];
    int[] b = new int[256];
    int[] c = new int[256];
    int[] d = new int[256];
    int i = from;
    for (; i < to - 3; i += 4) {
      a[bytes[i] & 0xFF]++;
      b[bytes[i + 1] & 0xFF]++;
      c[bytes[i + 2] & 0xFF]++;
      d[bytes[i + 3] & 0xFF]++;
    }
    for (; i < to; i++) {
      a[bytes[i] & 0xFF]++;
    }
    for (int value = 0; value < 256; value++) {
      counts[value] += (long) a[value] + b[value] + c[value] + d[value];
    }
  }

  @Override
  public void histogram_naive(byte[] bytes, long[] counts) {
    Arrays.fill(counts, 0);
    for (byte value : bytes) {
      counts[value & 0xFF]++;
    }
  }

  @Override
  public void matmul(double[] c, double[] a, double[] b, long n) {
    matmulRows(c, a, b, (int) n, 0, (int) n);
  }

  /** The inner loop runs along rows of b and c. */
  static void matmulRows(double[] c, double[] a, double[] b, int n, int from, int to) {
    for (int row = from; row < to; row++) {
      int start = row * n;
      Arrays.fill(c, start, start + n, 0);
      for (int k = 0; k < n; k++) {
        double factor = a[start + k];
        int other = k * n;
        for (int column = 0; column < n; column++) {
          c[start + column] += factor * b[other + column];
        }
      }
    }
  }

  @Override
  public void stencil(double[] us, double[] vs, long width, long height, long steps) {
    double[] from = us;
    double[] to = vs;
    for (long step = 0; step < steps; step++) {
      stencilRows(from, to, (int) width, 1, (int) height - 1);
      double[] other = from;
      from = to;
      to = other;
    }
  }

  /** The inner points of some rows: means of their neighbours. */
  static void stencilRows(double[] us, double[] vs, int width, int from, int to) {
    for (int y = from; y < to; y++) {
      int above = (y - 1) * width;
      int row = y * width;
      int below = (y + 1) * width;
      for (int x = 1; x < width - 1; x++) {
        vs[row + x] = 0.25 * (us[above + x] + us[below + x] + us[row + x - 1] + us[row + x + 1]);
      }
    }
  }

  @Override
  public void prefix(long[] xs, long[] ys) {
    scanRange(xs, ys, 0, 0, xs.length);
  }

  static long sumRange(long[] xs, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += xs[i];
    }
    return sum;
  }

  static void scanRange(long[] xs, long[] ys, long before, int from, int to) {
    long sum = before;
    for (int i = from; i < to; i++) {
      sum += xs[i];
      ys[i] = sum;
    }
  }

  @Override
  public void steps(double[] xs, long count) {
    for (long step = 0; step < count; step++) {
      addOneRange(xs, 0, xs.length);
    }
  }

  static void addOneRange(double[] xs, int from, int to) {
    for (int i = from; i < to; i++) {
      xs[i] += 1;
    }
  }

  @Override
  public void scale(double[] xs, double s) {
    scaleRange(xs, s, 0, xs.length);
  }

  static void scaleRange(double[] xs, double s, int from, int to) {
    for (int i = from; i < to; i++) {
      xs[i] *= s;
    }
  }

  @Override
  public void roots(double[] xs, double[] ys) {
    rootsRange(xs, ys, 0, xs.length);
  }

  static void rootsRange(double[] xs, double[] ys, int from, int to) {
    for (int i = from; i < to; i++) {
      ys[i] = Math.sqrt(xs[i] + 1);
    }
  }

  @Override
  public void roots_checked(double[] xs, double[] ys) {
    rootsCheckedRange(xs, ys, 0, xs.length);
  }

  static void rootsCheckedRange(double[] xs, double[] ys, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!(xs[i] + 1 >= 0)) {
        throw new IllegalArgumentException("no root of element " + i);
      }
      ys[i] = Math.sqrt(xs[i] + 1);
    }
  }
}
