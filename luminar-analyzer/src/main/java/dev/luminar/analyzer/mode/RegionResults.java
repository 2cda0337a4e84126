package dev.luminar.analyzer.mode;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.facts.RegionCapture;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.RegionOptions;
import dev.luminar.analyzer.facts.TeamLoop;
import dev.luminar.analyzer.facts.Trait;
import dev.luminar.model.*;
import dev.luminar.plan.Capture;
import dev.luminar.plan.Hook;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Puts what was found and decided about a region into the data types of the original design. */
public final class RegionResults {
  /** About how long it takes to start a thread and to join it, in nanoseconds (measured: 35-55). */
  public static final double THREAD_NANOS = 45_000;

  /** About how long it takes to give work to a thread of a team that waits, in nanoseconds. */
  public static final double STEP_NANOS = 1_000;

  /** Work has to be worth so many starts of a thread before it is given to several. */
  private static final double STARTS_WORTH = 2;

  private RegionResults() {}

  /** Returns the analysis of a region. */
  public static ConcurrencyAnalysis analysis(RegionFacts region, Decision decision) {
    requireNonNull(region, "region");
    requireNonNull(decision, "decision");
    boolean isIoBound = region.has(Trait.BLOCKING) || region.has(Trait.ASYNC_IO);
    return new ConcurrencyAnalysis(
        decision.mode(),
        ConcurrencyModeAnalyzer.features(decision),
        region.positions().orElse(0),
        region.hasChannels(),
        region.hasComplexErrorHandling(),
        region.has(Trait.ATOMICS),
        region.requiresLoadBalancing(),
        threads(region),
        !isIoBound && !region.hasChannels() && !region.has(Trait.PAUSES),
        isIoBound);
  }

  private static int threads(RegionFacts region) {
    return RegionOptions.cores(region.region()).count();
  }

  /**
   * Returns about how long it takes to give a run of a region to threads: a start of threads, or,
   * in a loop that they live over, a step of their team and the start's share of that step.
   */
  public static double startNanos(Optional<TeamLoop> team) {
    return team.filter(t -> t.loop().isPresent())
        .map(t -> STEP_NANOS + THREAD_NANOS / t.turns())
        .orElse(THREAD_NANOS);
  }

  /**
   * Returns the number of positions under which the work of a region is not worth being given to
   * threads: below what two of that cost, all positions together; 0 if it must not be serialised,
   * since its tasks share atomic places or wait for something outside, and if its thread count is
   * given.
   */
  public static long serialBelow(
      RegionFacts region, Decision decision, double startNanos, boolean sharesAtomics) {
    requireNonNull(region, "region");
    requireNonNull(decision, "decision");
    boolean isFixed = !RegionOptions.cores(region.region()).isAuto();
    if (decision.mode() != ConcurrencyMode.BARE_METAL
        || isFixed
        || sharesAtomics
        || region.has(Trait.BLOCKING)
        || region.has(Trait.SPINS)) {
      return 0;
    }
    double each = Math.max(region.nanosPerPosition(), 0.1);
    long below = (long) Math.ceil(STARTS_WORTH * startNanos / each);
    return below < 2 ? 0 : below;
  }

  /** Returns the metadata of the code of a region. */
  public static ConcurrencyCodeMetadata metadata(RegionFacts region, Decision decision) {
    requireNonNull(region, "region");
    requireNonNull(decision, "decision");
    if (decision.mode() == ConcurrencyMode.BARE_METAL) {
      ImmutableList<String> atomics =
          region
              .captures()
              .select(capture -> capture.access() == Capture.Access.ATOMIC)
              .collect(RegionCapture::name);
      return new ConcurrencyCodeMetadata.BareMetal(threads(region), atomics, true);
    }
    return new ConcurrencyCodeMetadata.RuntimeAssisted(
        ConcurrencyModeAnalyzer.features(decision), channels(region), hooks(region));
  }

  private static ImmutableList<String> channels(RegionFacts region) {
    Set<String> names = new LinkedHashSet<>();
    for (RegionCapture capture : region.captures()) {
      if (capture.access() == Capture.Access.CHANNEL) {
        names.add(capture.name());
      }
    }
    Walk.statements(
        region.region().body(),
        statement -> {
          if (statement instanceof ChannelDecl channel) {
            names.add(channel.name());
          }
        });
    return Lists.immutable.withAll(names);
  }

  private static ImmutableList<String> hooks(RegionFacts region) {
    Set<Hook> hooks =
        EnumSet.of(Hook.RUNTIME_INIT, Hook.GROUP_OPEN, Hook.TASK_START, Hook.GROUP_JOIN);
    Walk.statements(
        region.region().body(),
        statement -> {
          switch (statement) {
            case ChannelDecl s -> {
              hooks.add(Hook.CHANNEL_CREATE);
              hooks.add(Hook.CHANNEL_RELEASE);
            }
            case Send s -> hooks.add(Hook.CHANNEL_SEND);
            case Offer s -> hooks.add(Hook.CHANNEL_SEND);
            case Receive s -> hooks.add(Hook.CHANNEL_RECEIVE);
            case Poll s -> hooks.add(Hook.CHANNEL_RECEIVE);
            case ForReceive s -> hooks.add(Hook.CHANNEL_RECEIVE);
            case Worker s -> hooks.add(Hook.CHANNEL_RECEIVE);
            case Close s -> hooks.add(Hook.CHANNEL_CLOSE);
            case Raise s -> hooks.add(Hook.ERROR_RECORD);
            case Spawn s -> hooks.add(Hook.TASK_RELEASE);
            case Await s -> hooks.add(Hook.TASK_AWAIT);
            case Cancel s -> hooks.add(Hook.TASK_CANCEL);
            case CancelBlock s -> hooks.add(Hook.TASK_CANCEL);
            default -> {}
          }
        });
    return Lists.immutable.withAll(hooks).collect(RegionResults::function);
  }

  private static String function(Hook hook) {
    return hook.seedName().isEmpty()
        ? "luminar_" + hook.name().toLowerCase(java.util.Locale.ROOT)
        : hook.seedName();
  }
}
