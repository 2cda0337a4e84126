package dev.luminar.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** What one contender took in each round; at least one value. */
public final class Samples {
  private final double[] ascending;

  private Samples(double[] ascending) {
    this.ascending = ascending;
  }

  /** Returns samples with these values, in any order. */
  public static Samples of(double... values) {
    requireNonNull(values, "values");
    if (values.length == 0) {
      throw new IllegalArgumentException("values is empty");
    }
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    return new Samples(ascending);
  }

  /** Returns how many values there are. */
  public int count() {
    return ascending.length;
  }

  /** Returns the middle value; of an even number, the mean of the two in the middle. */
  public double median() {
    int upper = ascending.length / 2;
    return ascending.length % 2 == 1
        ? ascending[upper]
        : (ascending[upper - 1] + ascending[upper]) / 2;
  }

  /** Returns the smallest value. */
  public double min() {
    return ascending[0];
  }

  /** Returns the largest value. */
  public double max() {
    return ascending[ascending.length - 1];
  }

  /** Returns the samples with each value mapped, such as to another unit. */
  public Samples map(DoubleUnaryOperator mapping) {
    requireNonNull(mapping, "mapping");
    return of(Arrays.stream(ascending).map(mapping).toArray());
  }
}
