package dev.luminar.emit.c;

import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.code.TaskCode;

/** Prints the statements that call a runtime. */
final class TaskPrinter {
  private final Body body;

  TaskPrinter(Body body) {
    this.body = body;
  }

  void print(TaskCode code) {
    throw new UnsupportedOperationException(code + " in " + body.routine.name());
  }

  void beforeExtern(ExternPlan extern) {}

  void afterExtern(ExternPlan extern) {}
}
