package dev.luminar.bench.kernels;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Parallel streams as one writes them; they run on the common pool. */
final class JavaStreams implements ArrayKernels {
  /** Bytes that one step of a histogram takes at once, so that tables are few. */
  private static final int STRIP = 1 << 20;

  @Override
  public double dot(double[] xs, double[] ys) {
    return IntStream.range(0, xs.length).parallel().mapToDouble(i -> xs[i] * ys[i]).sum();
  }

  @Override
  public void triad(double[] as, double[] bs, double[] cs, double s) {
    IntStream.range(0, as.length).parallel().forEach(i -> as[i] = bs[i] + s * cs[i]);
  }

  @Override
  public long mandelbrot(int[] steps, long width, long height, int limit) {
    return LongStream.range(0, height)
        .parallel()
        .map(row -> JavaLoop.mandelbrotRow(steps, (int) row, (int) width, (int) height, limit))
        .sum();
  }

  @Override
  public void histogram(byte[] bytes, long[] counts) {
    long[] all =
        IntStream.range(0, (bytes.length + STRIP - 1) / STRIP)
            .parallel()
            .collect(
                () -> new long[256],
                (own, strip) ->
                    JavaLoop.histogramRange(
                        bytes, strip * STRIP, Math.min(bytes.length, (strip + 1) * STRIP), own),
                (left, right) -> Arrays.setAll(left, value -> left[value] + right[value]));
    System.arraycopy(all, 0, counts, 0, 256);
  }

  @Override
  public void histogram_naive(byte[] bytes, long[] counts) {
    AtomicLongArray shared = new AtomicLongArray(256);
    IntStream.range(0, bytes.length)
        .parallel()
        .forEach(i -> shared.getAndIncrement(bytes[i] & 0xFF));
    Arrays.setAll(counts, shared::get);
  }

  @Override
  public void matmul(double[] c, double[] a, double[] b, long n) {
    IntStream.range(0, (int) n)
        .parallel()
        .forEach(row -> JavaLoop.matmulRows(c, a, b, (int) n, row, row + 1));
  }

  @Override
  public void stencil(double[] us, double[] vs, long width, long height, long steps) {
    double[] from = us;
    double[] to = vs;
    for (long step = 0; step < steps; step++) {
      double[] now = from;
      double[] next = to;
      IntStream.range(1, (int) height - 1)
          .parallel()
          .forEach(y -> JavaLoop.stencilRows(now, next, (int) width, y, y + 1));
      from = next;
      to = now;
    }
  }

  @Override
  public void prefix(long[] xs, long[] ys) {
    System.arraycopy(xs, 0, ys, 0, xs.length);
    Arrays.parallelPrefix(ys, Long::sum);
  }

  @Override
  public void steps(double[] xs, long count) {
    for (long step = 0; step < count; step++) {
      IntStream.range(0, xs.length).parallel().forEach(i -> xs[i] += 1);
    }
  }

  @Override
  public void scale(double[] xs, double s) {
    IntStream.range(0, xs.length).parallel().forEach(i -> xs[i] *= s);
  }

  @Override
  public void roots(double[] xs, double[] ys) {
    IntStream.range(0, xs.length).parallel().forEach(i -> ys[i] = Math.sqrt(xs[i] + 1));
  }

  @Override
  public void roots_checked(double[] xs, double[] ys) {
    IntStream.range(0, xs.length)
        .parallel()
        .forEach(i -> JavaLoop.rootsCheckedRange(xs, ys, i, i + 1));
  }
}
