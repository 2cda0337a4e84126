package dev.luminar.analyzer;

import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.mode.ConcurrencyAnalysisPass;
import dev.luminar.analyzer.mode.Decision;
import dev.luminar.analyzer.mode.Reason;
import dev.luminar.analyzer.validate.Findings;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;

/** Refuses modes that a program forces and that cannot be had. */
final class ForcedModes {
  private ForcedModes() {}

  static void check(ProgramFacts facts, ConcurrencyAnalysisPass pass, Findings found) {
    for (RegionFacts region : facts.regions()) {
      Decision decision = pass.decisionOf(region);
      if (decision.conflicts().isEmpty()) {
        continue;
      }
      Diagnostic diagnostic =
          Diagnostic.error(
              DiagnosticCode.MODE_IMPOSSIBLE,
              region.region().span(),
              "the block cannot be bare metal: " + decision.conflicts().getFirst().text());
      for (Reason reason : decision.conflicts()) {
        diagnostic = diagnostic.withNote(reason.rule().text(), reason.span());
      }
      found.add(
          diagnostic.withHelp(
              "remove 'mode = bare_metal', or see to it that "
                  + decision
                      .conflicts()
                      .collect(reason -> reason.rule().change())
                      .distinct()
                      .makeString(", and that ")));
    }
  }
}
