package dev.luminar.dsl;

import dev.luminar.diag.Span;

/**
 * A loop in the body of a stage.
 *
 * @param <T> the class of the items that it emits
 */
public final class StageLoop<T> extends OpenBlock
    implements Statements<StageLoop<T>, StageLoop<T>>,
        WaitStatements<StageLoop<T>, StageLoop<T>>,
        EmitStatements<T>,
        LoopStatements {
  StageLoop(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  StageLoop<T> inner(OpenBlock around, String arm, Span at) {
    return new StageLoop<>(around, arm, at);
  }

  @Override
  StageLoop<T> innerLoop(String loop, Span at) {
    return new StageLoop<>(this, loop, at);
  }
}
