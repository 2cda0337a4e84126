package dev.luminar.model;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.list.ImmutableList;

/** What the constructors of raise and assert check about their messages. */
final class MessageChecks {
  private static final int ARGUMENTS_MAX = 2;

  private MessageChecks() {}

  static void check(String message, ImmutableList<Expr> arguments, Span span) {
    if (arguments.size() > ARGUMENTS_MAX) {
      throw new ModelException(
          DiagnosticCode.INVALID_MESSAGE,
          span,
          "a message takes at most two arguments, not " + arguments.size());
    }
    for (Expr argument : arguments) {
      StmtChecks.type(argument, ScalarType.I64, "an argument of a message");
    }
    for (int i = arguments.size(); i < ARGUMENTS_MAX; i++) {
      if (message.contains("{" + i + "}")) {
        throw new ModelException(
            DiagnosticCode.INVALID_MESSAGE,
            span,
            "the message asks for {" + i + "}, but there are " + arguments.size() + " arguments");
      }
    }
  }
}
