package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.Type;

/**
 * Every name that is used is declared before, and every reference has the type of its declaration.
 */
final class NamesDeclared extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    switch (statement) {
      case Assign s -> check(s.target(), at);
      case Contribute s -> check(s.target(), at);
      case Swap s -> {
        check(s.first(), at);
        check(s.second(), at);
      }
      case AtomicLoad s -> check(s.place(), at);
      case AtomicStore s -> check(s.place(), at);
      case AtomicRmw s -> check(s.place(), at);
      case AtomicCas s -> check(s.place(), at);
      default -> {}
    }
  }

  @Override
  void expression(Expr expr, Place at) {
    if (expr instanceof Ref ref) {
      check(ref, at);
    }
  }

  private static void check(AtomicPlace place, Place at) {
    if (place instanceof CellPlace cell) {
      check(cell.name(), cell.type(), cell.span(), at);
    }
  }

  private static void check(Ref ref, Place at) {
    check(ref.name(), ref.type(), ref.span(), at);
  }

  private static void check(String name, Type type, Span span, Place at) {
    Declaration found = at.find(name);
    if (found == null) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.NAME_NOT_DECLARED, span, "'" + name + "' is not declared here")
              .withHelp("declare it before, in this block or in one around it"));
    } else if (!found.type().equals(type)) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.NAME_OF_OTHER_TYPE,
                  span,
                  "'" + name + "' is used as " + type + ", but it is " + found.type())
              .withNote("it is declared here", found.span())
              .withHelp("give the reference the type of the declaration"));
    }
  }
}
