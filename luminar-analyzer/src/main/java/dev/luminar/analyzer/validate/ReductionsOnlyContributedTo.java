package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;

/** Inside its parallel block a reduction is only contributed to, by the iterations themselves. */
final class ReductionsOnlyContributedTo extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    if (!(statement instanceof Contribute contribute)) {
      return;
    }
    String name = contribute.target().name();
    Declaration found = at.find(name);
    if (found == null) {
      return;
    }
    if (found.kind() != Declaration.Kind.REDUCTION) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.NOT_A_REDUCTION,
                  statement.span(),
                  "'"
                      + name
                      + "' is "
                      + found.kind().words()
                      + ", not a reduction that is computed here")
              .withNote("it is declared here", found.span())
              .withHelp("name it in 'reduce(...)' of the parallel block around the statement"));
      return;
    }
    Enclosing border = at.border();
    if (found.taskDepth() != at.taskDepth()
        || border == null
        || border.kind() != Enclosing.Kind.PARALLEL) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.CONTRIBUTION_FROM_INSIDE,
                  statement.span(),
                  "'" + name + "' is a reduction of an outer block")
              .withNote("it is declared here", found.span())
              .withHelp(
                  "give the inner parallel block a reduction of its own, and contribute its result"));
    }
  }

  @Override
  void expression(Expr expr, Place at) {
    if (!(expr instanceof Ref ref)) {
      return;
    }
    Declaration found = at.find(ref.name());
    if (found != null && found.kind() == Declaration.Kind.REDUCTION) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.REDUCTION_AS_VALUE,
                  ref.span(),
                  "'" + ref.name() + "' has no value before its parallel block has ended")
              .withNote("it is declared here", found.span())
              .withHelp("read it behind the block; inside, keep what you need in a variable"));
    }
  }
}
