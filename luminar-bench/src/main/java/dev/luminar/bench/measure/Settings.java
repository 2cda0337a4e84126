package dev.luminar.bench.measure;

import java.util.OptionalInt;

/**
 * What the user asked of a suite.
 *
 * @param runs the rounds that count; empty for the suite's own number
 * @param skipMissing whether to go on without peers that are not installed
 * @param only takes only cases whose name contains it; empty for all
 * @param isSmall whether sizes are tiny: shows that everything works, the figures mean nothing
 */
public record Settings(OptionalInt runs, boolean skipMissing, String only, boolean isSmall) {
  /** Checks the components. */
  public Settings {
    java.util.Objects.requireNonNull(runs, "runs");
    java.util.Objects.requireNonNull(only, "only");
  }

  /** The least number of rounds. */
  public static final int RUNS_MIN = 5;
}
