package dev.luminar.analyzer.linear;

import java.util.Arrays;

/**
 * A linear form over the variables of a system: a coefficient for each, and a constant.
 *
 * @param coefficients one for each variable
 * @param constant the constant
 */
public record Row(long[] coefficients, long constant) {
  /** A form whose coefficients are taken as they are. */
  public Row {
    coefficients = coefficients.clone();
  }

  /** Returns the coefficient of a variable. */
  public long at(int variable) {
    return coefficients[variable];
  }

  /** Says whether no variable occurs. */
  public boolean isConstant() {
    for (long c : coefficients) {
      if (c != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns {@code mine * this + theirs * other}. */
  Row combined(long mine, Row other, long theirs) {
    var sum = new long[coefficients.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum(mine, coefficients[i], theirs, other.coefficients[i]);
    }
    return new Row(sum, sum(mine, constant, theirs, other.constant));
  }

  private static long sum(long a, long x, long b, long y) {
    return Math.addExact(Math.multiplyExact(a, x), Math.multiplyExact(b, y));
  }

  /** Returns this without the variables behind the first {@code kept} ones. */
  Row first(int kept) {
    return new Row(Arrays.copyOf(coefficients, kept), constant);
  }

  /** Returns the greatest common divisor of the coefficients, 0 if all are 0. */
  long divisor() {
    long found = 0;
    for (long c : coefficients) {
      found = gcd(found, c);
    }
    return found;
  }

  static long gcd(long a, long b) {
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row row
        && constant == row.constant
        && Arrays.equals(coefficients, row.coefficients);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coefficients) * 31 + Long.hashCode(constant);
  }

  @Override
  public String toString() {
    return Arrays.toString(coefficients) + " + " + constant;
  }
}
