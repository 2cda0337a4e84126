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
