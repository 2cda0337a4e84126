package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.Balance;
import dev.luminar.model.BlockKind;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.ConcurrentOptions;
import dev.luminar.model.Cores;
import dev.luminar.model.OnError;
import dev.luminar.model.OnTimeout;
import dev.luminar.model.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a concurrent block runs: {@code onError(COLLECT).timeout(ofSeconds(30))}. A value outside its
 * bounds throws a {@link dev.luminar.model.ModelException}, LUM1106.
 */
public final class With {
  private final ConcurrentOptions options;
  private final @Nullable String label;

  With(ConcurrentOptions options, @Nullable String label) {
    this.options = options;
    this.label = label;
  }

  /** Returns these options with a label, which reports and {@code errors} use. */
  public With label(String name) {
    return new With(options, requireNonNull(name, "name"));
  }

  /**
   * Returns these options with exactly so many threads, 1 to 1,024, the calling thread included.
   */
  public With cores(int count) {
    return change(options -> options.cores(Cores.exactly(count)));
  }

  /** Returns these options with a kind: when the block ends. */
  public With kind(BlockKind kind) {
    requireNonNull(kind, "kind");
    return change(options -> options.kind(kind));
  }

  /** Returns these options with threads that steal work, or not. */
  public With balance(Balance balance) {
    requireNonNull(balance, "balance");
    return change(options -> options.balance(balance));
  }

  /** Returns these options with an error strategy. */
  public With onError(OnError strategy) {
    requireNonNull(strategy, "strategy");
    return change(options -> options.onError(strategy));
  }

  /** Returns these options with the time after which the block is asked to stop. */
  public With timeout(Duration timeout) {
    requireNonNull(timeout, "timeout");
    return change(options -> options.timeout(timeout));
  }

  /** Returns these options with the time after that until the overrun is reported. */
  public With grace(Duration grace) {
    requireNonNull(grace, "grace");
    return change(options -> options.grace(grace));
  }

  /** Returns these options with what happens after a timeout. */
  public With onTimeout(OnTimeout action) {
    requireNonNull(action, "action");
    return change(options -> options.onTimeout(action));
  }

  /** Returns these options with new attempts at what fails; the backoff doubles each time. */
  public With retry(int limit, Duration backoff) {
    requireNonNull(backoff, "backoff");
    return change(options -> options.retry(new Retry(limit, backoff)));
  }

  /** Returns these options of a block that the runtime reports about. */
  public With monitored() {
    return change(options -> options.isMonitored(true));
  }

  /** Returns these options with a forced mode. */
  public With mode(ConcurrencyMode mode) {
    requireNonNull(mode, "mode");
    return change(options -> options.mode(mode));
  }

  private With change(UnaryOperator<ConcurrentOptions.Builder> change) {
    ConcurrentOptions changed =
        Place.named(() -> change.apply(ConcurrentOptions.builder().from(options)).build());
    return new With(changed, label);
  }

  ConcurrentOptions options() {
    return options;
  }

  Optional<String> label() {
    return Optional.ofNullable(label);
  }
}
