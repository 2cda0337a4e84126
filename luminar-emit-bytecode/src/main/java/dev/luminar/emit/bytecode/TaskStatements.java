package dev.luminar.emit.bytecode;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import java.util.Optional;

/** Prints what calls a runtime. */
final class TaskStatements {
  private final RoutineWriter writer;

  TaskStatements(RoutineWriter writer, Statements statements) {
    this.writer = writer;
  }

  void print(TaskCode statement) {
    throw new DiagnosticException(
        Diagnostic.error(
            DiagnosticCode.NOT_ON_THE_JVM,
            writer.routine.span(),
            "tasks are not on the JVM target yet"));
  }

  void beforeExtern(ExternPlan extern, Optional<Code.Raise> failure) {}

  void afterExtern(ExternPlan extern) {}
}
