package dev.luminar.dsl;

import dev.luminar.diag.Span;

/** The body of a task or worker, or a block in it. */
public final class TaskBlock extends OpenBlock
    implements Statements<TaskBlock, TaskLoop>,
        RegionStatements,
        WaitStatements<TaskBlock, TaskLoop>,
        SpawnStatements {
  TaskBlock(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  TaskBlock inner(OpenBlock around, String arm, Span at) {
    return new TaskBlock(around, arm, at);
  }

  @Override
  TaskLoop innerLoop(String loop, Span at) {
    return new TaskLoop(this, loop, at);
  }
}
