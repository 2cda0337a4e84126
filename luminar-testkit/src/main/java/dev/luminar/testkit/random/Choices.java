package dev.luminar.testkit.random;

import java.util.List;
import java.util.SplittableRandom;

/** The choices of a generator; those of one seed are always the same. */
final class Choices {
  private final SplittableRandom random;

  Choices(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A seed that depends on both numbers, and looks like neither. */
  static long mixed(long seed, long number) {
    return new SplittableRandom(seed ^ (number + 1) * 0x9E3779B97F4A7C15L).nextLong();
  }

  boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One of 0 to n - 1. */
  int below(int n) {
    return random.nextInt(n);
  }

  /** A number between two, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  long bits() {
    return random.nextLong();
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** An index, chosen in proportion to the weights. */
  int weighted(int... weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int at = random.nextInt(sum);
    int index = 0;
    while (at >= weights[index]) {
      at -= weights[index++];
    }
    return index;
  }
}
