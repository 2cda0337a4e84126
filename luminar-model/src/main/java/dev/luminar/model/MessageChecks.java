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
      if (asksFor(message, "{" + i + "}")) {
        throw new ModelException(
            DiagnosticCode.INVALID_MESSAGE,
            span,
            "the message asks for {" + i + "}, but there are " + arguments.size() + " arguments");
      }
    }
  }

  /** Finds a placeholder, reading the message as every target does: a doubled brace is a brace. */
  private static boolean asksFor(String message, String placeholder) {
    for (int i = 0; i < message.length(); i++) {
      if (message.startsWith(placeholder, i)) {
        return true;
      }
      char c = message.charAt(i);
      boolean isBrace = c == '{' || c == '}';
      i += isBrace && message.startsWith(String.valueOf(c), i + 1) ? 1 : 0;
    }
    return false;
  }
}
