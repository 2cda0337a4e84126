package dev.luminar.bench.kernels;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
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

  /** Runs a range on all threads, or on the caller alone if it is small. */
  private void split(int n, Ranged body) {
    if (n < SERIAL_BELOW) {
      body.run(0, n);
    } else {
      splitAlways(n, body);
    }
  }

  private void splitAlways(int n, Ranged body) {
    runParts(t -> body.run(begin(n, t), begin(n, t + 1)));
  }

  private interface Ranged {
    void run(int from, int to);
  }

  @Override
  public void histogram(byte[] bytes, long[] counts) {
    long[][] own = new long[threads][256];
    runParts(t ->
        JavaLoop.histogramRange(bytes, begin(bytes.length, t), begin(bytes.length, t + 1), own[t]));
    for (int value = 0; value < 256; value++) {
      counts[value] = 0;
      for (long[] part : own) {
        counts[value] += part[value];
      }
    }
  }

  @Override
  public void histogram_naive(byte[] bytes, long[] counts) {
    AtomicLongArray shared = new AtomicLongArray(256);
    split(
        bytes.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            shared.getAndIncrement(bytes[i] & 0xFF);
          }
        });
    for (int value = 0; value < 256; value++) {
      counts[value] = shared.get(value);
    }
  }

  @Override
  public void matmul(double[] c, double[] a, double[] b, long n) {
    runParts(t -> JavaLoop.matmulRows(c, a, b, (int) n, begin((int) n, t), begin((int) n, t + 1)));
  }

  @Override
  public void stencil(double[] us, double[] vs, long width, long height, long steps) {
    int rows = (int) height - 2;
    SpinBarrier barrier = new SpinBarrier(threads);
    runParts(t -> {
      double[] from = us;
      double[] to = vs;
      for (long step = 0; step < steps; step++) {
        JavaLoop.stencilRows(from, to, (int) width, begin(rows, t) + 1, begin(rows, t + 1) + 1);
        double[] other = from;
        from = to;
        to = other;
        barrier.await();
      }
    });
  }

  @Override
  public void prefix(long[] xs, long[] ys) {
    int n = xs.length;
    if (n < SERIAL_BELOW) {
      JavaLoop.scanRange(xs, ys, 0, 0, n);
      return;
    }
    long[] before = new long[threads + 1];
    runParts(t -> before[t + 1] = JavaLoop.sumRange(xs, begin(n, t), begin(n, t + 1)));
    for (int t = 1; t <= threads; t++) {
      before[t] += before[t - 1];
    }
    runParts(t -> JavaLoop.scanRange(xs, ys, before[t], begin(n, t), begin(n, t + 1)));
  }

  @Override
  public void steps(double[] xs, long count) {
    SpinBarrier barrier = new SpinBarrier(threads);
    runParts(t -> {
      for (long step = 0; step < count; step++) {
        JavaLoop.addOneRange(xs, begin(xs.length, t), begin(xs.length, t + 1));
        barrier.await();
      }
    });
  }

  @Override
  public void scale(double[] xs, double s) {
    split(xs.length, (from, to) -> JavaLoop.scaleRange(xs, s, from, to));
  }

  @Override
  public void roots(double[] xs, double[] ys) {
    split(xs.length, (from, to) -> JavaLoop.rootsRange(xs, ys, from, to));
  }

  @Override
  public void roots_checked(double[] xs, double[] ys) {
    split(xs.length, (from, to) -> JavaLoop.rootsCheckedRange(xs, ys, from, to));
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
