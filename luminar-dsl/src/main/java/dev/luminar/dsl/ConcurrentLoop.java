package dev.luminar.dsl;

import dev.luminar.diag.Span;

/** A loop in the body of a concurrent block, in which tasks may be started too. */
public final class ConcurrentLoop extends OpenBlock
    implements Statements<ConcurrentLoop, ConcurrentLoop>,
        RegionStatements,
        WaitStatements<ConcurrentLoop, ConcurrentLoop>,
        SpawnStatements,
        TaskStatements,
        LoopStatements {
  ConcurrentLoop(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  ConcurrentLoop inner(OpenBlock around, String arm, Span at) {
    return new ConcurrentLoop(around, arm, at);
  }

  @Override
  ConcurrentLoop innerLoop(String loop, Span at) {
    return new ConcurrentLoop(this, loop, at);
  }
}
