package dev.luminar.bench.measure;

import static java.util.Objects.requireNonNull;

/**
 * How long and how often contenders run.
 *
 * @param runs the rounds that count
 * @param warmUpCalls the calls of each contender before the first round, at least
 * @param warmUpNanos how long these calls go on, at least
 * @param sampleNanos how long a sample lasts, at least: short calls are repeated
 * @param settle what runs before each sample, untimed, so that a contender does not pay for what
 *     another left behind (garbage, threads that still spin)
 */
public record Pace(int runs, int warmUpCalls, long warmUpNanos, long sampleNanos, Runnable settle) {
  /** Checks the components. */
  public Pace {
    requireNonNull(settle, "settle");
    if (runs < 1 || warmUpCalls < 1 || warmUpNanos < 0 || sampleNanos < 0) {
      throw new IllegalArgumentException("runs or warm-up out of range");
    }
  }
}
