package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.facts.Effect;
import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;

/** An expression calls only what has no effect, since expressions may be evaluated in any place. */
final class CallsInExpressionsPure extends Rule {
  @Override
  void expression(Expr expr, Place at) {
    if (!(expr instanceof CallExpr call)) {
      return;
    }
    Extern extern = at.names().extern(call.callee());
    if (extern != null && extern.effect() != ExternEffect.PURE) {
      report(
          call,
          "the extern '"
              + call.callee()
              + "' "
              + extern.effect().symbol()
              + ", so no expression can call it",
          "it is declared here",
          extern.span(),
          at);
    }
    if (at.names().function(call.callee()) == null) {
      return;
    }
    FunctionFacts facts = at.facts().function(call.callee()).orElseThrow();
    for (Effect effect : facts.effects()) {
      if (!effect.isPure()) {
        report(
            call,
            "'" + call.callee() + "' " + effect.words() + ", so no expression can call it",
            "it does so here",
            facts.placeOf(effect).orElse(Span.NONE),
            at);
        return;
      }
    }
  }

  private static void report(CallExpr call, String message, String note, Span place, Place at) {
    at.report(
        Diagnostic.error(DiagnosticCode.CALL_NOT_PURE, call.span(), message)
            .withNote(note, place)
            .withHelp("call it by a statement, 'let r = call " + call.callee() + "(...);'"));
  }
}
