package dev.luminar.bench.measure;

import java.util.OptionalInt;

/**
 * What the user asked of a suite.
 *
 * @param runs the rounds that count; empty for the suite's own number
 * @param skipMissing whether to go on without peers that are not installed
 * @param isSmall whether sizes are tiny: shows that everything works, the figures mean nothing
 */
public record Settings(OptionalInt runs, boolean skipMissing, boolean isSmall) {
  /** The least number of rounds. */
  public static final int RUNS_MIN = 5;
}
