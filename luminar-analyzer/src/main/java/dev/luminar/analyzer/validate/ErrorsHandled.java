package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;

/** Only an error that a handler binds is asked or raised again. */
final class ErrorsHandled extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    if (statement instanceof Reraise raise) {
      check(raise.error(), raise.span(), at);
      sameTask(raise, at);
    }
  }

  @Override
  void expression(Expr expr, Place at) {
    switch (expr) {
      case ErrorCode e -> check(e.error(), e.span(), at);
      case ErrorIs e -> check(e.error(), e.span(), at);
      default -> {}
    }
  }

  /** What a task or an iteration raises is its own: its path begins there. */
  private static void sameTask(Reraise raise, Place at) {
    Declaration found = at.find(raise.error());
    if (found != null
        && found.kind() == Declaration.Kind.ERROR
        && found.taskDepth() != at.taskDepth()) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.NOT_AN_ERROR,
                  raise.span(),
                  "'" + raise.error() + "' is handled outside of this region")
              .withNote("it is handled here", found.span())
              .withHelp("raise an error of your own, or raise this one behind the region"));
    }
  }

  private static void check(String name, Span span, Place at) {
    Declaration found = at.find(name);
    if (found == null || found.kind() != Declaration.Kind.ERROR) {
      Diagnostic wrong =
          Diagnostic.error(
              DiagnosticCode.NOT_AN_ERROR, span, "'" + name + "' is no error that is handled here");
      at.report(
          (found == null ? wrong : wrong.withNote("it is declared here", found.span()))
              .withHelp("an error is bound by 'attempt { } handle " + name + " { }'"));
    }
  }
}
