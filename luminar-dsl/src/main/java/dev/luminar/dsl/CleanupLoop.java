package dev.luminar.dsl;

import dev.luminar.diag.Span;

/** A loop in a cleanup. */
public final class CleanupLoop extends OpenBlock
    implements Statements<CleanupLoop, CleanupLoop>, PollStatements, LoopStatements {
  CleanupLoop(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  CleanupLoop inner(OpenBlock around, String arm, Span at) {
    return new CleanupLoop(around, arm, at);
  }

  @Override
  CleanupLoop innerLoop(String loop, Span at) {
    return new CleanupLoop(this, loop, at);
  }
}
