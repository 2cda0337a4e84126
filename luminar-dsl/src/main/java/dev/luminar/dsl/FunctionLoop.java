package dev.luminar.dsl;

import dev.luminar.diag.Span;

/**
 * A loop in the body of a function.
 *
 * @param <R> the class of the result, {@link Nothing} without
 */
public final class FunctionLoop<R> extends OpenBlock
    implements Statements<FunctionLoop<R>, FunctionLoop<R>>,
        RegionStatements,
        WaitStatements<FunctionLoop<R>, FunctionLoop<R>>,
        ReturnStatements<R>,
        LoopStatements {
  FunctionLoop(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  FunctionLoop<R> inner(OpenBlock around, String arm, Span at) {
    return new FunctionLoop<>(around, arm, at);
  }

  @Override
  FunctionLoop<R> innerLoop(String loop, Span at) {
    return new FunctionLoop<>(this, loop, at);
  }
}
