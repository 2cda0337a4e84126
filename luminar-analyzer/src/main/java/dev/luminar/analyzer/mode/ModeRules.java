package dev.luminar.analyzer.mode;

import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.Trait;
import dev.luminar.diag.Span;
import dev.luminar.model.RuntimeFeature;
import java.util.Locale;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The one table of what decides the mode of a region: each row is a cause for the runtime. A region
 * that no row speaks about is bare metal.
 *
 * <p>A hard row is about meaning: plain threads cannot do it. A soft row is about cost, and a
 * forced bare metal overrides it.
 */
public enum ModeRules {
  CHANNELS(
      Hardness.HARD,
      "hasChannels",
      RuntimeFeature.CHANNEL_COMMUNICATION,
      "it uses a channel",
      "no channel is declared or used in it",
      trait(Trait.CHANNELS)),
  WORKERS(
      Hardness.HARD,
      "hasWorkerStatements",
      RuntimeFeature.TASK_SCHEDULING,
      "it has a worker",
      "an indexed task stands in place of each worker",
      trait(Trait.WORKERS)),
  STREAM(
      Hardness.HARD,
      "hasStreamProcessing",
      RuntimeFeature.STREAM_PROCESSING,
      "it processes a stream",
      "its kind is batch and it has no pipeline",
      trait(Trait.STREAM)),
  COMPLEX_ERRORS(
      Hardness.HARD,
      "hasComplexErrorHandling",
      RuntimeFeature.ERROR_PROPAGATION,
      "it retries, hands errors to the runtime, or handles errors across waiting",
      "its error strategy is stop, collect or ignore, without retry",
      trait(Trait.COMPLEX_ERRORS)),
  MONITORING(
      Hardness.HARD,
      "hasMonitoring",
      RuntimeFeature.MONITORING,
      "it is monitored",
      "it is not monitored",
      trait(Trait.MONITORING)),
  DYNAMIC_TASKS(
      Hardness.HARD,
      "hasDynamicTaskCreation",
      RuntimeFeature.TASK_SCHEDULING,
      "which tasks it starts is found out only while it runs",
      "each task statement stands directly in its body, and nothing is spawned",
      trait(Trait.DYNAMIC_TASKS)),
  LOAD_BALANCING(
      Hardness.HARD,
      "requiresLoadBalancing",
      RuntimeFeature.LOAD_BALANCING,
      "its threads steal work",
      "balance is none",
      trait(Trait.LOAD_BALANCING)),
  TIMEOUT(
      Hardness.HARD,
      "requiresAdvancedFeatures",
      RuntimeFeature.TASK_SCHEDULING,
      "it has a timeout",
      "it has no timeout",
      trait(Trait.TIMEOUT)),
  ASYNC(
      Hardness.HARD,
      "requiresAdvancedFeatures",
      RuntimeFeature.TASK_SCHEDULING,
      "it outlives the call that starts it",
      "its kind is batch",
      trait(Trait.ASYNC)),
  ASYNC_IO(
      Hardness.HARD,
      "requiresAdvancedFeatures",
      RuntimeFeature.ASYNC_IO,
      "its tasks wait for input or output without a thread",
      "it reads and writes through externs",
      trait(Trait.ASYNC_IO)),
  PAUSES(
      Hardness.HARD,
      "requiresAdvancedFeatures",
      RuntimeFeature.TASK_SCHEDULING,
      "its tasks sleep or yield",
      "no task sleeps or yields",
      trait(Trait.PAUSES)),
  SPINS(
      Hardness.HARD,
      "requiresAdvancedFeatures",
      RuntimeFeature.TASK_SCHEDULING,
      "a loop in it waits until another task writes an atomic place",
      "no loop in it waits for another task",
      trait(Trait.SPINS)),
  WAITING_CALL(
      Hardness.HARD,
      "requiresAdvancedFeatures",
      RuntimeFeature.TASK_SCHEDULING,
      "it calls a function that waits",
      "no function that it calls waits",
      ModeRules::waitingCalls),
  WAITING_BLOCK(
      Hardness.HARD,
      "requiresAdvancedFeatures",
      RuntimeFeature.TASK_SCHEDULING,
      "a block in it is runtime-assisted",
      "every block in it is bare metal",
      ModeRules::waitingBlocks),
  OWNER_WORK(
      Hardness.HARD,
      "hasSimpleTaskIteration",
      RuntimeFeature.TASK_SCHEDULING,
      "its body does more than bind names and start tasks",
      "its body only binds names and starts tasks",
      trait(Trait.OWNER_WORK)),
  TOO_MANY_TASKS(
      Hardness.SOFT,
      "getTaskCount",
      RuntimeFeature.TASK_SCHEDULING,
      "it has too many tasks for plain threads",
      "it has fewer than 1024 tasks",
      ModeRules::tooManyTasks),
  FORCED(
      Hardness.SOFT,
      "analyzeBlock",
      RuntimeFeature.TASK_SCHEDULING,
      "the program asks for this mode",
      "the program does not ask for a mode",
      never()),
  PLAIN(
      Hardness.SOFT,
      "requiresBareMetal",
      RuntimeFeature.TASK_SCHEDULING,
      "nothing in it needs a runtime",
      "something in it needs a runtime, such as a channel",
      never());

  /** From this number of tasks on a concurrent block needs the runtime. */
  public static final long MAX_BARE_METAL_TASKS = 1_024;

  /** Whether a rule is about what a block means, or about what it costs. */
  public enum Hardness {
    /** A forced bare metal that it speaks against is refused. */
    HARD,
    /** A forced bare metal overrides it. */
    SOFT
  }

  private interface Test {
    ImmutableList<Found> apply(RegionFacts region, ModeContext context);
  }

  /** A finding: what was seen, empty where the rule's own text says it all, and where. */
  private record Found(String detail, Span span) {}

  private final Hardness hardness;
  private final String criterion;
  private final RuntimeFeature feature;
  private final String text;
  private final String change;
  private final Test test;

  ModeRules(
      Hardness hardness,
      String criterion,
      RuntimeFeature feature,
      String text,
      String change,
      Test test) {
    this.hardness = hardness;
    this.criterion = criterion;
    this.feature = feature;
    this.text = text;
    this.change = change;
    this.test = test;
  }

  private static Test never() {
    return (region, context) -> Lists.immutable.empty();
  }

  private static Test trait(Trait trait) {
    return (region, context) -> region.places(trait).collect(span -> new Found("", span));
  }

  private static ImmutableList<Found> waitingCalls(RegionFacts region, ModeContext context) {
    if (!region.isConcurrent()) {
      return Lists.immutable.empty();
    }
    return region
        .calls()
        .select(call -> context.waits(call.callee()))
        .collect(call -> new Found("it calls '" + call.callee() + "', which waits", call.span()));
  }

  private static ImmutableList<Found> waitingBlocks(RegionFacts region, ModeContext context) {
    if (!region.isConcurrent()) {
      return Lists.immutable.empty();
    }
    String function = region.key().function();
    return region
        .nested()
        .select(inner -> context.needsRuntime(function, inner))
        .collect(inner -> new Found("", context.placeOf(function, inner)));
  }

  private static ImmutableList<Found> tooManyTasks(RegionFacts region, ModeContext context) {
    long count = region.getTaskCount();
    return count < MAX_BARE_METAL_TASKS
        ? Lists.immutable.empty()
        : Lists.immutable.of(new Found("it has " + count + " tasks", region.region().span()));
  }

  /** Returns the name that explain prints: lower case with hyphens. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether a forced bare metal overrides it. */
  public Hardness hardness() {
    return hardness;
  }

  /** Returns the criterion of the original design that it comes from. */
  public String criterion() {
    return criterion;
  }

  /** Returns the service of the runtime that a region needs when it fires. */
  public RuntimeFeature feature() {
    return feature;
  }

  /** Returns what it says when it fires. */
  public String text() {
    return text;
  }

  /** Returns what would have to be so that it does not fire. */
  public String change() {
    return change;
  }

  /** Where and why it fires for a region; nothing if it does not. */
  ImmutableList<Reason> reasons(RegionFacts region, ModeContext context) {
    return test.apply(region, context)
        .collect(found ->
            new Reason(this, found.detail().isEmpty() ? text : found.detail(), found.span()));
  }
}
