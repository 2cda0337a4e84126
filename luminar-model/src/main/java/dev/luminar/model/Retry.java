package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.text.Printer;
import java.time.Duration;

/**
 * How often something that fails starts again.
 *
 * @param limit the most new attempts, at least 1
 * @param backoff the time before the first one; it doubles before each further one
 */
public record Retry(int limit, Duration backoff) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1106 if the limit is below 1, or the backoff is negative or above
   *     2^63-1 ns
   */
  public Retry {
    requireNonNull(backoff, "backoff");
    if (limit < 1) {
      throw StmtChecks.option("the limit of 'retry' must be at least 1, not " + limit);
    }
    if (!backoff.isZero()) {
      StmtChecks.duration(backoff, "the backoff of 'retry'");
    }
  }

  /** Returns the text form, such as {@code retry(3, 10ms)}. */
  @Override
  public String toString() {
    return "retry(" + limit + ", " + Printer.print(backoff) + ")";
  }
}
