package dev.luminar.dsl;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function or extern with no parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 */
public final class Fn0<R> extends Fn<R, Fn0.Body<R>> {
  Fn0(Callee callee) {
    super(callee);
  }

  /**
   * What the function does; runs once, at once.
   *
   * @param <R> the class of the result, {@link Nothing} without
   */
  @FunctionalInterface
  public interface Body<R> {
    /** Builds the body. */
    void build(FunctionBlock<R> f);
  }

  /** Returns a call with these arguments. */
  public Invocation<R> with() {
    return invoke();
  }

  @Override
  void run(Body<R> body, FunctionBlock<R> f, ImmutableList<Handle<?>> given) {
    body.build(f);
  }
}
