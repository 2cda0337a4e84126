package dev.luminar.model;

import dev.luminar.model.text.Printer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** How a parallel block runs: {@code cores = 4, schedule = dynamic(64), on_error = collect}. */
@Value.Immutable
@OptionsStyle
public abstract class ParallelOptions {
  /** All defaults. */
  public static final ParallelOptions DEFAULT = builder().build();

  /** Makes options; all of them have defaults. */
  public static final class Builder extends ImmutableParallelOptions.Builder {
    Builder() {}
  }

  ParallelOptions() {}

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the number of threads; {@link Cores#AUTO} by default. */
  @Value.Default
  public Cores cores() {
    return Cores.AUTO;
  }

  /** Returns the schedule; {@link Schedule#AUTO} by default. */
  @Value.Default
  public Schedule schedule() {
    return Schedule.AUTO;
  }

  /** Returns the fewest iterations of a chunk, at least 1; without, the compiler chooses. */
  public abstract OptionalLong grain();

  /** Returns whether threads steal work; {@link Balance#NONE} by default. */
  @Value.Default
  public Balance balance() {
    return Balance.NONE;
  }

  /** Returns the error strategy; {@link OnError#STOP} by default. */
  @Value.Default
  public OnError onError() {
    return OnError.STOP;
  }

  /** Returns the time after which the block is asked to stop; without, never. */
  public abstract Optional<Duration> timeout();

  /** Returns the time after that until the overrun is reported; without, it never is. */
  public abstract Optional<Duration> grace();

  /** Returns what happens after a timeout; {@link OnTimeout#ERROR} by default. */
  @Value.Default
  public OnTimeout onTimeout() {
    return OnTimeout.ERROR;
  }

  /** Returns how often a failing iteration starts again; without, never. */
  public abstract Optional<Retry> retry();

  /** Says whether the runtime reports about the block; by default it does not. */
  @Value.Default
  public boolean isMonitored() {
    return false;
  }

  /** Returns the forced mode; without, the analyzer chooses. */
  public abstract Optional<ConcurrencyMode> mode();

  /**
   * Checks the components.
   *
   * @throws ModelException LUM1106 if a value is out of its bounds
   */
  @Value.Check
  protected void check() {
    if (grain().isPresent() && grain().getAsLong() < 1) {
      throw StmtChecks.option("'grain' must be at least 1, not " + grain().getAsLong());
    }
    timeout().ifPresent(duration -> StmtChecks.duration(duration, "'timeout'"));
    grace().ifPresent(duration -> StmtChecks.duration(duration, "'grace'"));
  }

  /** Returns the text form: the options that differ from their defaults. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
