package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.*;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the options of a region say, whichever kind of region it is. */
public final class RegionOptions {
  private RegionOptions() {}

  /** Returns the traits that the options ask for. */
  static Set<Trait> traits(Region region) {
    var traits = EnumSet.noneOf(Trait.class);
    switch (region) {
      case Parallel parallel -> {
        ParallelOptions options = parallel.options();
        common(
            traits,
            options.balance(),
            options.onError(),
            options.timeout().isPresent(),
            options.retry().isPresent(),
            options.isMonitored());
      }
      case Concurrent concurrent -> {
        ConcurrentOptions options = concurrent.options();
        common(
            traits,
            options.balance(),
            options.onError(),
            options.timeout().isPresent(),
            options.retry().isPresent(),
            options.isMonitored());
        if (options.kind() == BlockKind.STREAM) {
          traits.add(Trait.STREAM);
        } else if (options.kind() == BlockKind.ASYNC) {
          traits.add(Trait.ASYNC);
        }
      }
    }
    return traits;
  }

  private static void common(
      Set<Trait> traits,
      Balance balance,
      OnError onError,
      boolean hasTimeout,
      boolean hasRetry,
      boolean isMonitored) {
    if (balance == Balance.STEAL) {
      traits.add(Trait.LOAD_BALANCING);
    }
    if (hasRetry || onError.strategy() == ErrorStrategy.RUNTIME) {
      traits.add(Trait.COMPLEX_ERRORS);
    }
    if (hasTimeout) {
      traits.add(Trait.TIMEOUT);
    }
    if (isMonitored) {
      traits.add(Trait.MONITORING);
    }
  }

  /** Returns the forced mode of a region. */
  public static Optional<ConcurrencyMode> forcedMode(Region region) {
    requireNonNull(region, "region");
    return switch (region) {
      case Parallel parallel -> parallel.options().mode();
      case Concurrent concurrent -> concurrent.options().mode();
    };
  }

  /** Returns how many threads a region asks for. */
  public static Cores cores(Region region) {
    requireNonNull(region, "region");
    return switch (region) {
      case Parallel parallel -> parallel.options().cores();
      case Concurrent concurrent -> concurrent.options().cores();
    };
  }
}
