package dev.luminar.analyzer.mode;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.RegionOptions;
import dev.luminar.analyzer.mode.ModeRules.Hardness;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.RuntimeFeature;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Chooses the mode of one region by {@link ModeRules}.
 *
 * <p>An analyzer made by a user knows the region only: that it calls a function that waits, or
 * holds a region that needs the runtime, is seen by {@link ConcurrencyAnalysisPass}, which looks at
 * callees and inner regions first.
 */
public final class ConcurrencyModeAnalyzer {
  private final ModeContext context;

  /** Makes an analyzer that knows nothing about other functions. */
  public ConcurrencyModeAnalyzer() {
    this(new ModeContext());
  }

  ConcurrencyModeAnalyzer(ModeContext context) {
    this.context = context;
  }

  /** Returns the mode of a region. */
  public ConcurrencyMode analyzeBlock(RegionFacts block) {
    return decide(block).mode();
  }

  /** Says whether a rule, hard or soft, speaks for the runtime. */
  public boolean requiresRuntime(RegionFacts block) {
    return causes(block).notEmpty();
  }

  /** Says whether no rule speaks for the runtime. */
  public boolean requiresBareMetal(RegionFacts block) {
    return !requiresRuntime(block);
  }

  /**
   * Says whether a hard rule speaks for the runtime: plain threads cannot do what the block means.
   */
  public boolean hasComplexFeatures(RegionFacts block) {
    return causes(block).anySatisfy(ConcurrencyModeAnalyzer::isHard);
  }

  /** Returns the mode of a region with its reasons. */
  public Decision decide(RegionFacts block) {
    requireNonNull(block, "block");
    ImmutableList<Reason> causes = causes(block);
    Optional<ConcurrencyMode> forced = RegionOptions.forcedMode(block.region());
    if (forced.isPresent()) {
      return forced(block, forced.get(), causes);
    }
    if (causes.isEmpty()) {
      return new Decision(
          ConcurrencyMode.BARE_METAL,
          Lists.immutable.of(reason(block, ModeRules.PLAIN)),
          Lists.immutable.empty(),
          Lists.immutable.of(ModeRules.PLAIN.change()));
    }
    return new Decision(
        ConcurrencyMode.RUNTIME_ASSISTED, causes, Lists.immutable.empty(), changes(causes));
  }

  private static Decision forced(
      RegionFacts block, ConcurrencyMode mode, ImmutableList<Reason> causes) {
    ImmutableList<Reason> reasons = Lists.immutable.of(reason(block, ModeRules.FORCED));
    if (mode == ConcurrencyMode.RUNTIME_ASSISTED) {
      return new Decision(
          mode,
          reasons.newWithAll(causes),
          Lists.immutable.empty(),
          Lists.immutable.of(ModeRules.FORCED.change()).newWithAll(changes(causes)));
    }
    return new Decision(
        mode,
        reasons,
        causes.select(ConcurrencyModeAnalyzer::isHard),
        Lists.immutable
            .of(ModeRules.FORCED.change())
            .newWithAll(
                causes.isEmpty()
                    ? Lists.immutable.of(ModeRules.PLAIN.change())
                    : Lists.immutable.<String>empty()));
  }

  private ImmutableList<Reason> causes(RegionFacts block) {
    requireNonNull(block, "block");
    return Lists.immutable
        .with(ModeRules.values())
        .flatCollect(rule -> rule.reasons(block, context));
  }

  private static boolean isHard(Reason reason) {
    return reason.rule().hardness() == Hardness.HARD;
  }

  private static Reason reason(RegionFacts block, ModeRules rule) {
    return new Reason(rule, rule.text(), block.region().span());
  }

  private static ImmutableList<String> changes(ImmutableList<Reason> causes) {
    return causes.collect(Reason::rule).distinct().collect(ModeRules::change);
  }

  /** Returns the services of the runtime that a decision asks for, in the order of their enum. */
  static ImmutableList<RuntimeFeature> features(Decision decision) {
    if (decision.mode() == ConcurrencyMode.BARE_METAL) {
      return Lists.immutable.empty();
    }
    var features = new TreeSet<RuntimeFeature>();
    features.add(RuntimeFeature.TASK_SCHEDULING);
    decision.reasons().forEach(reason -> features.add(reason.rule().feature()));
    return Lists.immutable.withAll(features);
  }
}
