package dev.luminar.dsl;

import dev.luminar.diag.Span;

/**
 * The body of a stage of a pipeline, or a block in it.
 *
 * @param <T> the class of the items that it emits
 */
public final class StageBlock<T> extends OpenBlock
    implements Statements<StageBlock<T>, StageLoop<T>>,
        WaitStatements<StageBlock<T>, StageLoop<T>>,
        EmitStatements<T> {
  StageBlock(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  StageBlock<T> inner(OpenBlock around, String arm, Span at) {
    return new StageBlock<>(around, arm, at);
  }

  @Override
  StageLoop<T> innerLoop(String loop, Span at) {
    return new StageLoop<>(this, loop, at);
  }
}
