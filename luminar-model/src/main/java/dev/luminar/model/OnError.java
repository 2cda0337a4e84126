package dev.luminar.model;

import static java.util.Objects.requireNonNull;

/**
 * The error strategy of a region with its bound.
 *
 * @param strategy the strategy
 * @param max for collect the most records that are kept, {@link #UNBOUNDED} for all; 0 for the
 *     others
 */
public record OnError(ErrorStrategy strategy, long max) {
  /** All records are kept. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /** The default. */
  public static final OnError STOP = new OnError(ErrorStrategy.STOP, 0);

  /** Keeps at most {@link Limits#COLLECT_MAX_DEFAULT} records. */
  public static final OnError COLLECT =
      new OnError(ErrorStrategy.COLLECT, Limits.COLLECT_MAX_DEFAULT);

  /** Counts only. */
  public static final OnError IGNORE = new OnError(ErrorStrategy.IGNORE, 0);

  /** Hands each error to the runtime's handler. */
  public static final OnError RUNTIME = new OnError(ErrorStrategy.RUNTIME, 0);

  /**
   * Checks the components.
   *
   * @throws ModelException LUM1106 if the bound is negative
   */
  public OnError {
    requireNonNull(strategy, "strategy");
    if (strategy != ErrorStrategy.COLLECT) {
      max = 0;
    } else if (max < 0) {
      throw StmtChecks.option("the bound of 'collect' must be 0 or more, not " + max);
    }
  }

  /** Returns the strategy that keeps at most so many records. */
  public static OnError collect(long max) {
    return new OnError(ErrorStrategy.COLLECT, max);
  }

  /** Returns the strategy that keeps all records. */
  public static OnError collectUnbounded() {
    return collect(UNBOUNDED);
  }

  /** Says whether all records are kept. */
  public boolean isUnbounded() {
    return max == UNBOUNDED;
  }

  /**
   * Returns the text form: {@code stop}, {@code collect(max = 16)}, {@code collect(unbounded)}, ...
   */
  @Override
  public String toString() {
    if (strategy != ErrorStrategy.COLLECT || max == Limits.COLLECT_MAX_DEFAULT) {
      return strategy.symbol();
    }
    return isUnbounded() ? "collect(unbounded)" : "collect(max = " + max + ")";
  }
}
