package dev.luminar.testkit.filetest;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * The externs that a filetest may declare, for all targets. A program needs only those that it
 * uses.
 */
public final class FiletestExterns {
  /** Makes an implementation; it has no state. */
  public FiletestExterns() {}

  /** A point, as {@code struct Point { x: f64; y: f64; }}. */
  public record Point(double x, double y) {}

  /** {@code extern fn twice(x: i64) -> i64 pure;}. */
  public long twice(long x) {
    return 2 * x;
  }

  /** {@code extern fn half(x: f64) -> f64 pure;}. */
  public double half(double x) {
    return x / 2;
  }

  /** {@code extern fn is_odd(x: i32) -> bool pure;}. */
  public boolean is_odd(int x) {
    return x % 2 != 0;
  }

  /** {@code extern fn fill(xs: i64[], v: i64) writes;}. */
  public void fill(MemorySegment xs, long v) {
    for (long i = 0; i < xs.byteSize() / Long.BYTES; i++) {
      xs.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, v);
    }
  }

  /** {@code extern fn total(xs: f64[]) -> f64 reads;}. */
  public double total(double[] xs) {
    double sum = 0;
    for (double x : xs) {
      sum += x;
    }
    return sum;
  }

  /** {@code extern fn positive(x: i64) -> i64 reads fails;}: fails below zero. */
  public long positive(long x) {
    if (x < 0) {
      throw new IllegalArgumentException("below zero");
    }
    return x;
  }

  /** {@code extern fn mirrored(p: Point) -> Point pure;}. */
  public Point mirrored(Point p) {
    return new Point(p.y(), p.x());
  }

  /** {@code extern fn text_length(s: string) -> i64 pure;}: in bytes of UTF-8. */
  public long text_length(String s) {
    return s.getBytes(StandardCharsets.UTF_8).length;
  }

  /** {@code extern fn checksum(s: string) -> i64 pure;}: the sum of the bytes of UTF-8. */
  public long checksum(String s) {
    long sum = 0;
    for (byte b : s.getBytes(StandardCharsets.UTF_8)) {
      sum += b & 0xff;
    }
    return sum;
  }

  /** {@code extern fn wait_a_little(ms: i64) -> i64 writes blocks;}. */
  public long wait_a_little(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ms;
  }
}
