package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.*;

/** Only variables are assigned, and only by the task that declared them. */
final class AssignmentsToOwnVariables extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    if (!(statement instanceof Assign assign)) {
      return;
    }
    Declaration target = at.find(assign.target().name());
    if (target == null) {
      return;
    }
    String name = assign.target().name();
    if (target.kind() != Declaration.Kind.VARIABLE) {
      Diagnostic found =
          Diagnostic.error(
                  DiagnosticCode.NOT_A_VARIABLE,
                  statement.span(),
                  "'" + name + "' is " + target.kind().words() + ", which cannot be assigned")
              .withNote("it is declared here", target.span());
      at.report(found.withHelp(help(target.kind(), name)));
    } else if (target.taskDepth() < at.taskDepth()) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.OUTER_VARIABLE_ASSIGNED,
                  statement.span(),
                  "a task cannot assign '" + name + "', which is declared outside of it")
              .withNote("it is declared here", target.span())
              .withHelp(
                  "make it an atomic cell, a reduction of the parallel block, or send the value"
                      + " through a channel"));
    }
  }

  private static String help(Declaration.Kind kind, String name) {
    return switch (kind) {
      case CELL -> "store into it: '" + name + ".store(...);'";
      case REDUCTION -> "contribute to it: '" + name + " <- ...;'";
      default -> "declare a variable: 'var " + name + ": ... = ...;'";
    };
  }
}
