package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.facts.Effect;
import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.type.Type;

/**
 * The combine of a reduction is a function of two values to one that cannot fail and has no effect.
 */
final class CombinesPure extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    if (statement instanceof Parallel parallel) {
      parallel.reductions().forEach(reduction -> check(reduction, at));
    }
  }

  private static void check(Reduction reduction, Place at) {
    if (!(reduction.combine() instanceof UserCombine user)) {
      return;
    }
    Function function = at.names().function(user.function());
    if (function == null) {
      report(
          reduction,
          "there is no function '" + user.function() + "' to combine with",
          Span.NONE,
          at);
      return;
    }
    Type type = reduction.type();
    boolean fits =
        function.parameters().size() == 2
            && function.parameters().allSatisfy(p -> p.type().equals(type))
            && function.result().isPresent()
            && function.result().get().equals(type);
    if (!fits) {
      report(
          reduction,
          "'" + user.function() + "' does not take two values of type " + type + " to one",
          function.span(),
          at);
      return;
    }
    FunctionFacts facts = at.facts().function(user.function()).orElseThrow();
    for (Effect effect : facts.effects()) {
      if (!effect.isPure() || effect == Effect.FAILS) {
        report(
            reduction,
            "'" + user.function() + "' " + effect.words() + ", so no reduction can combine with it",
            facts.placeOf(effect).orElse(Span.NONE),
            at);
        return;
      }
    }
  }

  private static void report(Reduction reduction, String message, Span note, Place at) {
    Diagnostic found =
        Diagnostic.error(DiagnosticCode.COMBINE_DOES_NOT_FIT, reduction.span(), message)
            .withHelp(
                "combine with a function of two values of the reduction's type that only computes");
    at.report(note.isKnown() ? found.withNote("see here", note) : found);
  }
}
