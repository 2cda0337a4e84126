package dev.luminar.dsl;

import dev.luminar.diag.Span;

/** A cleanup, or a block in it. It runs whatever happens, and may not wait. */
public final class CleanupBlock extends OpenBlock
    implements Statements<CleanupBlock, CleanupLoop>, PollStatements {
  CleanupBlock(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  CleanupBlock inner(OpenBlock around, String arm, Span at) {
    return new CleanupBlock(around, arm, at);
  }

  @Override
  CleanupLoop innerLoop(String loop, Span at) {
    return new CleanupLoop(this, loop, at);
  }
}
