package dev.luminar.dsl;

import dev.luminar.diag.Span;

/** A loop in the body of a parallel block. */
public final class ParallelLoop extends OpenBlock
    implements Statements<ParallelLoop, ParallelLoop>,
        RegionStatements,
        ContributeStatements,
        LoopStatements {
  ParallelLoop(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  ParallelLoop inner(OpenBlock around, String arm, Span at) {
    return new ParallelLoop(around, arm, at);
  }

  @Override
  ParallelLoop innerLoop(String loop, Span at) {
    return new ParallelLoop(this, loop, at);
  }
}
