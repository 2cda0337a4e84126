package dev.luminar.bench.kernels;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Threads by hand in Java: the caller takes the first part itself and starts a platform thread for
 * each other one. What a thread found out is in locals until its end, so no two threads write near
 * each other.
 */
final class JavaThreads implements ArrayKernels {
  /** Below so many elements a thread costs more than it brings, as in kernels.h. */
  private static final int SERIAL_BELOW = 65_536;

  private final int threads;

  JavaThreads(int threads) {
    this.threads = threads;
  }

  @Override
  public double dot(double[] xs, double[] ys) {
    int n = xs.length;
    if (n < SERIAL_BELOW) {
      return JavaLoop.dotRange(xs, ys, 0, n);
    }
    double[] totals = new double[threads];
    runParts(t -> totals[t] = JavaLoop.dotRange(xs, ys, begin(n, t), begin(n, t + 1)));
    double total = 0;
    for (double part : totals) {
      total += part;
    }
    return total;
  }

  @Override
  public void triad(double[] as, double[] bs, double[] cs, double s) {
    int n = as.length;
    if (n < SERIAL_BELOW) {
      JavaLoop.triadRange(as, bs, cs, s, 0, n);
      return;
    }
    runParts(t -> JavaLoop.triadRange(as, bs, cs, s, begin(n, t), begin(n, t + 1)));
  }

  @Override
  public long mandelbrot(int[] steps, long width, long height, int limit) {
    // Rows differ in work, so each thread takes the next one that nobody has.
    AtomicInteger next = new AtomicInteger();
    AtomicLong inside = new AtomicLong();
    runParts(t -> {
      long own = 0;
      for (int row = next.getAndIncrement(); row < height; row = next.getAndIncrement()) {
        own += JavaLoop.mandelbrotRow(steps, row, (int) width, (int) height, limit);
      }
      inside.addAndGet(own);
    });
    return inside.get();
  }

  /** Equal parts of consecutive elements; begins are multiples of 8, a cache line of doubles. */
  private int begin(int n, int part) {
    return part == threads ? n : (int) ((long) n * part / threads) / 8 * 8;
  }

  private void runParts(IntConsumer part) {
    Thread[] started = new Thread[threads];
    for (int t = 1; t < threads; t++) {
      int number = t;
      started[t] = new Thread(() -> part.accept(number));
      started[t].start();
    }
    part.accept(0);
    try {
      for (int t = 1; t < threads; t++) {
        started[t].join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while parts ran", e);
    }
  }
}
