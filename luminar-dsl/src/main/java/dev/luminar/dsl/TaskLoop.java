package dev.luminar.dsl;

import dev.luminar.diag.Span;

/** A loop in the body of a task or worker. */
public final class TaskLoop extends OpenBlock
    implements Statements<TaskLoop, TaskLoop>,
        RegionStatements,
        WaitStatements<TaskLoop, TaskLoop>,
        SpawnStatements,
        LoopStatements {
  TaskLoop(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  TaskLoop inner(OpenBlock around, String arm, Span at) {
    return new TaskLoop(around, arm, at);
  }

  @Override
  TaskLoop innerLoop(String loop, Span at) {
    return new TaskLoop(this, loop, at);
  }
}
