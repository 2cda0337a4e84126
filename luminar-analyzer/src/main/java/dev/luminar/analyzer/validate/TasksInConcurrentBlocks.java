package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;

/** Tasks, workers and pipelines are started by the body of a concurrent block, which joins them. */
final class TasksInConcurrentBlocks extends Rule {
  @Override
  void enter(Stmt statement, Place at) {
    switch (statement) {
      case Task s -> check("a task", s.span(), at);
      case Worker s -> check("a worker", s.span(), at);
      case Pipeline s -> check("a pipeline", s.span(), at);
      case Spawn s -> spawn(s, at);
      default -> {}
    }
  }

  /** Tasks of a block may spawn tasks that the block joins. */
  private static void spawn(Spawn spawn, Place at) {
    Enclosing border = at.border();
    if (border == null
        || border.kind() == Enclosing.Kind.PARALLEL
        || border.kind() == Enclosing.Kind.STAGE) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.TASK_OUTSIDE_BLOCK,
                  spawn.span(),
                  "a task is spawned where no concurrent block can join it")
              .withHelp("put 'concurrent { }' around it, in the same function or iteration"));
    }
  }

  private static void check(String what, Span span, Place at) {
    Enclosing border = at.border();
    if (border == null || border.kind() != Enclosing.Kind.CONCURRENT) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.TASK_OUTSIDE_BLOCK,
                  span,
                  what + " is started outside of the body of a concurrent block")
              .withHelp(
                  "put 'concurrent { }' around it; tasks in a task need a block of their own"));
    }
  }
}
