package dev.luminar.dsl;

import dev.luminar.diag.Span;

/**
 * The body of a function, or a block in it.
 *
 * @param <R> the class of the result, {@link Nothing} without
 */
public final class FunctionBlock<R> extends OpenBlock
    implements Statements<FunctionBlock<R>, FunctionLoop<R>>,
        RegionStatements,
        WaitStatements<FunctionBlock<R>, FunctionLoop<R>>,
        ReturnStatements<R> {
  FunctionBlock(OpenBlock outer, String what, Span place) {
    super(outer, what, place);
  }

  @Override
  FunctionBlock<R> inner(OpenBlock around, String arm, Span at) {
    return new FunctionBlock<>(around, arm, at);
  }

  @Override
  FunctionLoop<R> innerLoop(String loop, Span at) {
    return new FunctionLoop<>(this, loop, at);
  }
}
