package dev.luminar.analyzer;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.analyzer.facts.TeamLoop;
import dev.luminar.analyzer.facts.TeamLoops;
import dev.luminar.analyzer.lower.LowerProgram;
import dev.luminar.analyzer.mode.ConcurrencyAnalysisPass;
import dev.luminar.analyzer.mode.ScheduleChoice;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.analyzer.program.CheckedProgram;
import dev.luminar.analyzer.program.LoweringOptions;
import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.analyzer.race.Races;
import dev.luminar.analyzer.validate.Findings;
import dev.luminar.analyzer.validate.Validation;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.Program;
import dev.luminar.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;

/** The analyzer: from a program to what can be emitted, one phase at a time. */
public final class Analyzer {
  private Analyzer() {}

  /**
   * Checks a program.
   *
   * @throws dev.luminar.diag.DiagnosticException with all that is wrong, sorted by place
   */
  public static CheckedProgram check(Program program) {
    requireNonNull(program, "program");
    ProgramFacts facts = ProgramFacts.of(program);
    var found = new Findings();
    Validation.run(program, facts, found);
    if (Validation.namesAreRight(found)) {
      Races.Judged judged = Races.judge(program, facts);
      judged.races().forEach(found::add);
      facts = judged.facts();
    }
    ImmutableList<Diagnostic> diagnostics = found.sorted();
    if (diagnostics.anySatisfy(Diagnostic::isError)) {
      throw new DiagnosticException(diagnostics);
    }
    return new CheckedProgram(program, facts, diagnostics);
  }

  /**
   * Chooses the mode of each region.
   *
   * @throws dev.luminar.diag.DiagnosticException with LUM4xxx if a forced mode cannot be had, or if
   *     the program uses a construct that cannot be lowered
   */
  public static AnalyzedProgram analyze(CheckedProgram checked) {
    requireNonNull(checked, "checked");
    var pass = new ConcurrencyAnalysisPass();
    pass.analyzeConcurrentBlocks(checked.facts());
    var found = new Findings();
    ForcedModes.check(checked.facts(), pass, found);
    UnbuiltConstructs.check(checked, pass, found);
    ImmutableList<Diagnostic> diagnostics = found.sorted();
    if (diagnostics.notEmpty()) {
      throw new DiagnosticException(diagnostics);
    }
    Set<RegionKey> bare =
        checked
            .facts()
            .regions()
            .select(r -> pass.decisionOf(r).mode() == ConcurrencyMode.BARE_METAL)
            .collect(RegionFacts::key)
            .toSet();
    Map<RegionKey, TeamLoop> teams =
        TeamLoops.of(checked.program(), checked.facts(), bare::contains, pass.waitingFunctions());
    return new AnalyzedProgram(
        checked,
        checked
            .facts()
            .regions()
            .collect(r ->
                RegionAnalysis.of(
                    checked.function(r.key().function()).orElseThrow(),
                    r,
                    pass.decisionOf(r),
                    Optional.ofNullable(teams.get(r.key())),
                    ScheduleChoice.of(r, checked.facts()))),
        pass.waitingFunctions());
  }

  /**
   * Makes the plan of a program, for a runtime with the default configuration.
   *
   * @return a plan that was verified
   */
  public static Plan lower(AnalyzedProgram analyzed) {
    return lower(analyzed, LoweringOptions.DEFAULT);
  }

  /**
   * Makes the plan of a program.
   *
   * @return a plan that was verified
   * @throws dev.luminar.diag.DiagnosticException LUM4005 if the configuration changes a setting
   *     that has no effect yet
   */
  public static Plan lower(AnalyzedProgram analyzed, LoweringOptions options) {
    requireNonNull(analyzed, "analyzed");
    requireNonNull(options, "options");
    return LowerProgram.lower(analyzed, options);
  }

  /**
   * Checks, analyzes and lowers a program in one go.
   *
   * @throws dev.luminar.diag.DiagnosticException as {@link #check} and {@link #analyze} do
   */
  public static Plan plan(Program program) {
    return lower(analyze(check(program)));
  }
}
