package dev.luminar.model.expr;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.Limits;
import dev.luminar.model.ModelException;
import dev.luminar.model.type.Type;
import org.eclipse.collections.api.list.ImmutableList;

/** What the constructors of expressions check. */
final class Checks {
  private Checks() {}

  static int depth(Span span, Expr operand) {
    return Limits.checkExpressionDepth(operand.depth() + 1, span);
  }

  static int depth(Span span, Expr first, Expr second) {
    return Limits.checkExpressionDepth(Math.max(first.depth(), second.depth()) + 1, span);
  }

  static int depth(Span span, ImmutableList<Expr> operands) {
    int depth = 0;
    for (Expr operand : operands) {
      depth = Math.max(depth, operand.depth());
    }
    return Limits.checkExpressionDepth(depth + 1, span);
  }

  static void name(String name, String what, Span span) {
    if (name.isEmpty()) {
      throw new ModelException(DiagnosticCode.INVALID_NAME, span, what + " has an empty name");
    }
  }

  static void type(Expr operand, Type needed, String what) {
    if (!operand.type().equals(needed)) {
      throw mismatch(operand, needed.toString(), what);
    }
  }

  static void index(Expr operand, String what) {
    if (!operand.type().isInteger()) {
      throw mismatch(operand, "i32 or i64", what);
    }
  }

  static ModelException mismatch(Expr operand, String needed, String what) {
    return new ModelException(
        Diagnostic.error(
            DiagnosticCode.TYPE_MISMATCH,
            operand.span(),
            what + " must be " + needed + ", not " + operand.type()));
  }

  static ModelException operand(String operator, Span span, String types, String takes) {
    return new ModelException(
        Diagnostic.error(
                DiagnosticCode.INVALID_OPERAND, span, "'" + operator + "' does not take " + types)
            .withNote("it takes " + takes));
  }
}
