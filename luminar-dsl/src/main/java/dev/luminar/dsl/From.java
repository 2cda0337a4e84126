package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.Retry;
import java.time.Duration;
import java.util.Optional;

/**
 * The channel of a worker and how the worker runs: {@code from(lines).count(4)}.
 *
 * @param <V> the class of an item
 */
public final class From<V extends Value<V>> {
  private final Chan<V> channel;
  private final Int<?> count;
  private final TaskWith options;

  From(Chan<V> channel, Int<?> count, TaskWith options) {
    this.channel = channel;
    this.count = count;
    this.options = options;
  }

  /** Returns these options with so many tasks that share the channel; 1 without. */
  public From<V> count(Int<?> tasks) {
    return new From<>(channel, requireNonNull(tasks, "tasks"), options);
  }

  /** Returns these options with so many tasks that share the channel. */
  public From<V> count(long tasks) {
    return count(Dsl.i64(tasks));
  }

  /** Returns these options with a label, which reports use. */
  public From<V> label(String name) {
    return new From<>(channel, count, options.label(name));
  }

  /** Returns these options with new attempts at a failing item; the backoff doubles each time. */
  public From<V> retry(int limit, Duration backoff) {
    return new From<>(channel, count, options.retry(limit, backoff));
  }

  Chan<V> channel() {
    return channel;
  }

  Int<?> count() {
    return count;
  }

  Optional<String> label() {
    return options.label();
  }

  Optional<Retry> retry() {
    return options.retry();
  }
}
