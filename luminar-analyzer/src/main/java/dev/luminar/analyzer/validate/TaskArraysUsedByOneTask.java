package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.TaskType;

/**
 * An array of references to tasks is used by the body or task that declares it: its elements
 * change, and nothing orders that for others.
 */
final class TaskArraysUsedByOneTask extends Rule {
  @Override
  void expression(Expr expr, Place at) {
    if (!(expr instanceof Ref ref)
        || !(ref.type() instanceof ArrayType array)
        || !(array.element() instanceof TaskType)) {
      return;
    }
    Declaration root = at.rootOf(ref);
    if (root != null && root.taskDepth() < at.taskDepth()) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.TASK_ARRAY_SHARED,
                  ref.span(),
                  "the array of tasks '" + ref.name() + "' is used by another task")
              .withNote("it is declared here", root.span())
              .withHelp("bind the element outside, 'let t = ...', and use 't' in the task"));
    }
  }
}
