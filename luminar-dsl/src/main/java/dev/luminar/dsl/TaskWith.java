package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.Retry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a task runs: {@code label("reader").retry(3, ofMillis(10))}. */
public final class TaskWith {
  private final @Nullable String label;
  private final @Nullable Retry retry;

  TaskWith(@Nullable String label, @Nullable Retry retry) {
    this.label = label;
    this.retry = retry;
  }

  /** Returns these options with a label, which reports use. */
  public TaskWith label(String name) {
    return new TaskWith(requireNonNull(name, "name"), retry);
  }

  /**
   * Returns these options with new attempts at a failing task; the backoff doubles each time.
   *
   * @throws dev.luminar.model.ModelException LUM1106 if the limit is below 1
   */
  public TaskWith retry(int limit, Duration backoff) {
    requireNonNull(backoff, "backoff");
    return new TaskWith(label, Place.named(() -> new Retry(limit, backoff)));
  }

  Optional<String> label() {
    return Optional.ofNullable(label);
  }

  Optional<Retry> retry() {
    return Optional.ofNullable(retry);
  }
}
