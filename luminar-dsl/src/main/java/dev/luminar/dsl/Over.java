package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.Balance;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.Cores;
import dev.luminar.model.OnError;
import dev.luminar.model.OnTimeout;
import dev.luminar.model.ParallelOptions;
import dev.luminar.model.Retry;
import dev.luminar.model.Schedule;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * The range of a parallel block and how it runs: {@code over(xs).grain(4096).onError(COLLECT)}. A
 * value outside its bounds throws a {@link dev.luminar.model.ModelException}, LUM1106.
 *
 * @param <I> the class of the index
 */
public final class Over<I extends Int<I>> {
  private final Range<I> range;
  private final ParallelOptions options;
  private final ImmutableList<AnyReduction> reductions;
  private final @Nullable String label;

  Over(Range<I> range) {
    this(range, ParallelOptions.DEFAULT, Lists.immutable.empty(), null);
  }

  private Over(
      Range<I> range,
      ParallelOptions options,
      ImmutableList<AnyReduction> reductions,
      @Nullable String label) {
    this.range = range;
    this.options = options;
    this.reductions = reductions;
    this.label = label;
  }

  /** Returns these options with a label, which reports and {@code errors} use. */
  public Over<I> label(String name) {
    return new Over<>(range, options, reductions, requireNonNull(name, "name"));
  }

  /** Returns these options with one more reduction, whose result is there behind the block. */
  public Over<I> reduce(AnyReduction reduction) {
    requireNonNull(reduction, "reduction");
    return new Over<>(range, options, reductions.newWith(reduction), label);
  }

  /**
   * Returns these options with exactly so many threads, 1 to 1,024, the calling thread included.
   */
  public Over<I> cores(int count) {
    return change(options -> options.cores(Cores.exactly(count)));
  }

  /** Returns these options with a schedule: when chunks meet threads. */
  public Over<I> schedule(Schedule schedule) {
    requireNonNull(schedule, "schedule");
    return change(options -> options.schedule(schedule));
  }

  /** Returns these options with the fewest iterations of a chunk, at least 1. */
  public Over<I> grain(long iterations) {
    return change(options -> options.grain(iterations));
  }

  /** Returns these options with threads that steal work, or not. */
  public Over<I> balance(Balance balance) {
    requireNonNull(balance, "balance");
    return change(options -> options.balance(balance));
  }

  /** Returns these options with an error strategy. */
  public Over<I> onError(OnError strategy) {
    requireNonNull(strategy, "strategy");
    return change(options -> options.onError(strategy));
  }

  /** Returns these options with the time after which the block is asked to stop. */
  public Over<I> timeout(Duration timeout) {
    requireNonNull(timeout, "timeout");
    return change(options -> options.timeout(timeout));
  }

  /** Returns these options with the time after that until the overrun is reported. */
  public Over<I> grace(Duration grace) {
    requireNonNull(grace, "grace");
    return change(options -> options.grace(grace));
  }

  /** Returns these options with what happens after a timeout. */
  public Over<I> onTimeout(OnTimeout action) {
    requireNonNull(action, "action");
    return change(options -> options.onTimeout(action));
  }

  /** Returns these options with new attempts at what fails; the backoff doubles each time. */
  public Over<I> retry(int limit, Duration backoff) {
    requireNonNull(backoff, "backoff");
    return change(options -> options.retry(new Retry(limit, backoff)));
  }

  /** Returns these options of a block that the runtime reports about. */
  public Over<I> monitored() {
    return change(options -> options.isMonitored(true));
  }

  /** Returns these options with a forced mode. */
  public Over<I> mode(ConcurrencyMode mode) {
    requireNonNull(mode, "mode");
    return change(options -> options.mode(mode));
  }

  private Over<I> change(UnaryOperator<ParallelOptions.Builder> change) {
    ParallelOptions changed =
        Place.named(() -> change.apply(ParallelOptions.builder().from(options)).build());
    return new Over<>(range, changed, reductions, label);
  }

  Range<I> range() {
    return range;
  }

  ParallelOptions options() {
    return options;
  }

  ImmutableList<AnyReduction> reductions() {
    return reductions;
  }

  Optional<String> label() {
    return Optional.ofNullable(label);
  }
}
