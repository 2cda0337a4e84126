package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;

/** Atomic cells are used by atomic operations, and atomic operations on cells only. */
final class CellsUsedAtomically extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    switch (statement) {
      case AtomicLoad s -> check(s.place(), at);
      case AtomicStore s -> check(s.place(), at);
      case AtomicRmw s -> check(s.place(), at);
      case AtomicCas s -> check(s.place(), at);
      default -> {}
    }
  }

  private static void check(AtomicPlace place, Place at) {
    if (!(place instanceof CellPlace cell)) {
      return;
    }
    Declaration found = at.find(cell.name());
    if (found != null && found.kind() != Declaration.Kind.CELL) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.NOT_AN_ATOMIC_CELL,
                  cell.span(),
                  "'" + cell.name() + "' is " + found.kind().words() + ", not an atomic cell")
              .withNote("it is declared here", found.span())
              .withHelp(
                  "declare a cell: 'atomic " + cell.name() + ": " + cell.type() + " = ...;'"));
    }
  }

  @Override
  void expression(Expr expr, Place at) {
    if (!(expr instanceof Ref ref)) {
      return;
    }
    Declaration found = at.find(ref.name());
    if (found != null && found.kind() == Declaration.Kind.CELL) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.CELL_AS_VALUE,
                  ref.span(),
                  "'" + ref.name() + "' is an atomic cell, which only atomic operations use")
              .withNote("it is declared here", found.span())
              .withHelp("load it first: 'let value = " + ref.name() + ".load();'"));
    }
  }
}
