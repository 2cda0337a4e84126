package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.LoweringOptions;
import dev.luminar.model.Function;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanVerifier;
import java.util.Objects;

/** This pass makes the plan of an analysed program. */
public final class LowerProgram {

  private LowerProgram() {}

  /**
   * Lowers a program.
   *
   * @return a plan that {@link PlanVerifier} has checked
   */
  public static Plan lower(AnalyzedProgram analyzed, LoweringOptions options) {
    Objects.requireNonNull(analyzed, "analyzed");
    Objects.requireNonNull(options, "options");
    CheckSettings.check(options.config(), analyzed.program().span());
    Lowering lowering = new Lowering(analyzed, options);
    for (Function function : DirectFunctions.of(lowering)) {
      LowerFunction.lower(lowering, function);
    }
    for (var task = lowering.nextSpawned(); task != null; task = lowering.nextSpawned()) {
      LowerSpawn.routine(lowering, task);
    }
    PlanBuilder plan = lowering.plan;
    return PlanVerifier.verify(
        new Plan(
            lowering.program.name(),
            plan.structs(),
            plan.sites(),
            plan.externs(),
            plan.routines(),
            plan.bareRegions(),
            plan.taskRegions(),
            Entries.of(lowering),
            options.config(),
            plan.hooks(),
            lowering.program.span()));
  }
}
