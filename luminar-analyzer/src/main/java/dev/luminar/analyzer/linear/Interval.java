package dev.luminar.analyzer.linear;

import java.math.BigInteger;

/** All numbers from {@code least} to {@code greatest}, both among them. */
public record Interval(BigInteger least, BigInteger greatest) {

  /** What an {@code i64} can be. */
  public static final Interval I64 = between(Long.MIN_VALUE, Long.MAX_VALUE);

  /** What an {@code i32} can be. */
  public static final Interval I32 = between(Integer.MIN_VALUE, Integer.MAX_VALUE);

  /** What a length can be. */
  public static final Interval LENGTHS = between(0, Long.MAX_VALUE);

  /** Returns the numbers from one to another. */
  public static Interval between(long least, long greatest) {
    return new Interval(BigInteger.valueOf(least), BigInteger.valueOf(greatest));
  }

  /** Returns the one number that is given. */
  public static Interval of(BigInteger number) {
    return new Interval(number, number);
  }

  /** Returns what a sum of a number from each lies in. */
  public Interval plus(Interval other) {
    return new Interval(least.add(other.least), greatest.add(other.greatest));
  }

  /** Returns what a product of a number from each lies in. */
  public Interval times(Interval other) {
    BigInteger a = least.multiply(other.least);
    BigInteger b = least.multiply(other.greatest);
    BigInteger c = greatest.multiply(other.least);
    BigInteger d = greatest.multiply(other.greatest);
    return new Interval(a.min(b).min(c.min(d)), a.max(b).max(c.max(d)));
  }

  /** Returns the part of it that is in the other as well. */
  public Interval within(Interval other) {
    return new Interval(least.max(other.least), greatest.min(other.greatest));
  }

  /** Says whether all of it is in the other. */
  public boolean isIn(Interval other) {
    return least.compareTo(other.least) >= 0 && greatest.compareTo(other.greatest) <= 0;
  }
}
