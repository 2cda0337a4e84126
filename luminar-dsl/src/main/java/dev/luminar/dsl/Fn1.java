package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function or extern with one parameter.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 */
public final class Fn1<R, A extends Handle<A>> extends Fn<R, Fn1.Body<R, A>> {
  Fn1(Callee callee) {
    super(callee);
  }

  /**
   * What the function does; runs once, at once.
   *
   * @param <R> the class of the result, {@link Nothing} without
   * @param <A> the class of the first parameter
   */
  @FunctionalInterface
  public interface Body<R, A extends Handle<A>> {
    /** Builds the body. */
    void build(FunctionBlock<R> f, A first);
  }

  /** Returns a call with these arguments. */
  public Invocation<R> with(A first) {
    requireNonNull(first, "first");
    return invoke(first);
  }

  @Override
  @SuppressWarnings("unchecked") // the parameters have the types of the signature
  void run(Body<R, A> body, FunctionBlock<R> f, ImmutableList<Handle<?>> given) {
    body.build(f, (A) given.get(0));
  }
}
