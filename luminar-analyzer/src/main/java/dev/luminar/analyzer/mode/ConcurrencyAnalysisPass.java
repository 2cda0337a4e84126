package dev.luminar.analyzer.mode;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.facts.Effect;
import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.RuntimeFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Chooses the mode of every region of a program: callees before callers, inner regions before outer
 * ones, since a task that waits in one of them can only run on a runtime.
 */
public final class ConcurrencyAnalysisPass {
  private final ModeContext context = new ModeContext();
  private final ConcurrencyModeAnalyzer analyzer = new ConcurrencyModeAnalyzer(context);

  /** Makes a pass; it serves one program. */
  public ConcurrencyAnalysisPass() {}

  /** Analyzes all regions of a program. */
  public void analyzeConcurrentBlocks(ProgramFacts program) {
    requireNonNull(program, "program");
    Map<String, List<RegionFacts>> byFunction = new HashMap<>();
    for (RegionFacts region : program.regions()) {
      byFunction.computeIfAbsent(region.key().function(), key -> new ArrayList<>()).add(region);
    }
    for (ImmutableList<FunctionFacts> component : program.components()) {
      boolean changed;
      do {
        changed = false;
        for (FunctionFacts function : component) {
          changed |= analyze(function, byFunction.getOrDefault(function.name(), List.of()));
        }
      } while (changed && component.getFirst().isRecursive());
    }
  }

  private boolean analyze(FunctionFacts function, List<RegionFacts> regions) {
    boolean waits =
        function.has(Effect.CHANNELS)
            || function.has(Effect.PAUSES)
            || function.has(Effect.SPAWNS)
            || function.has(Effect.SPINS)
            || function.callees().anySatisfy(context::waits);
    for (int i = regions.size() - 1; i >= 0; i--) {
      RegionFacts region = regions.get(i);
      Decision decision = analyzer.decide(region);
      context.decided(region.key(), decision, region.region().span());
      waits |= decision.mode() == ConcurrencyMode.RUNTIME_ASSISTED;
    }
    return waits && context.addWaiting(function.name());
  }

  /** Returns the mode of a region of the program that was analyzed. */
  public ConcurrencyMode determineModeForBlock(RegionFacts block) {
    return decisionOf(block).mode();
  }

  /** Returns what a region of the program that was analyzed needs from the runtime. */
  public ImmutableList<RuntimeFeature> getRequiredFeatures(RegionFacts block) {
    return ConcurrencyModeAnalyzer.features(decisionOf(block));
  }

  /** Returns the choice for a region of the program that was analyzed, with its reasons. */
  public Decision decisionOf(RegionFacts block) {
    requireNonNull(block, "block");
    Decision decision = context.decisions().get(block.key());
    return decision == null ? analyzer.decide(block) : decision;
  }

  /** Returns the functions that may wait for other tasks. */
  public Set<String> waitingFunctions() {
    return Set.copyOf(context.waiting());
  }

  /** Returns the choice of each region. */
  public Map<RegionKey, Decision> decisions() {
    return Map.copyOf(context.decisions());
  }
}
