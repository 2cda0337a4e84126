package dev.luminar.dsl;

import dev.luminar.diag.Span;

/**
 * The body of a parallel block, or a block in it. An iteration does not wait, so it has no
 * channels.
 */
public final class ParallelBlock extends OpenBlock
    implements Statements<ParallelBlock, ParallelLoop>, RegionStatements, ContributeStatements {
  ParallelBlock(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  ParallelBlock inner(OpenBlock around, String arm, Span at) {
    return new ParallelBlock(around, arm, at);
  }

  @Override
  ParallelLoop innerLoop(String loop, Span at) {
    return new ParallelLoop(this, loop, at);
  }
}
