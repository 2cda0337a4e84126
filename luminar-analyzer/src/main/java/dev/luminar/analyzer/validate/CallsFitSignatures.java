package dev.luminar.analyzer.validate;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.*;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/** Every call is of a function or extern of the program and fits its signature. */
final class CallsFitSignatures extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    switch (statement) {
      case Call s -> check(s.callee(), s.arguments(), s.resultType(), s.span(), false, at);
      case Spawn s ->
          check(
              s.callee(), s.arguments(), s.resultType().map(Type.class::cast), s.span(), true, at);
      default -> {}
    }
  }

  @Override
  void expression(Expr expr, Place at) {
    if (expr instanceof CallExpr e) {
      check(e.callee(), e.arguments(), Optional.of(e.type()), e.span(), false, at);
    }
  }

  private static void check(
      String callee,
      ImmutableList<Expr> arguments,
      Optional<Type> result,
      Span span,
      boolean isSpawn,
      Place at) {
    Function function = at.names().function(callee);
    if (function != null) {
      fits(
          callee,
          function.parameters(),
          function.result(),
          function.span(),
          arguments,
          result,
          span,
          at);
      return;
    }
    Extern extern = at.names().extern(callee);
    if (extern == null || isSpawn) {
      String what =
          isSpawn && extern != null
              ? "'" + callee + "' is an extern, which no task can be"
              : "there is no function or extern '" + callee + "'";
      at.report(
          Diagnostic.error(DiagnosticCode.CALLEE_NOT_DECLARED, span, what)
              .withHelp(
                  isSpawn && extern != null
                      ? "spawn a function that calls it"
                      : "declare it in the program; functions may stand in any order"));
      return;
    }
    fits(callee, extern.parameters(), extern.result(), extern.span(), arguments, result, span, at);
  }

  private static void fits(
      String callee,
      ImmutableList<Parameter> parameters,
      Optional<Type> declared,
      Span declaration,
      ImmutableList<Expr> arguments,
      Optional<Type> result,
      Span span,
      Place at) {
    if (parameters.size() != arguments.size()) {
      report(
          span,
          "'" + callee + "' takes " + count(parameters.size()) + ", not " + arguments.size(),
          declaration,
          at);
      return;
    }
    for (int i = 0; i < arguments.size(); i++) {
      Type wanted = parameters.get(i).type();
      Type given = arguments.get(i).type();
      if (!wanted.equals(given)) {
        Span place = arguments.get(i).span().isKnown() ? arguments.get(i).span() : span;
        report(
            place,
            "the argument '"
                + parameters.get(i).name()
                + "' of '"
                + callee
                + "' is "
                + wanted
                + ", not "
                + given,
            declaration,
            at);
      }
    }
    if (!declared.equals(result)) {
      report(
          span,
          "'" + callee + "' returns " + words(declared) + ", not " + words(result),
          declaration,
          at);
    }
  }

  private static String count(int arguments) {
    return arguments == 1 ? "1 argument" : arguments + " arguments";
  }

  private static String words(Optional<Type> type) {
    return type.map(Type::toString).orElse("nothing");
  }

  private static void report(Span span, String message, Span declaration, Place at) {
    at.report(
        Diagnostic.error(DiagnosticCode.CALL_DOES_NOT_FIT, span, message)
            .withNote("it is declared here", declaration)
            .withHelp(
                "pass what the declaration asks for; conversions are explicit, as in f64(n)"));
  }
}
