package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function or extern with four parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 * @param <D> the class of the fourth parameter
 */
public final class Fn4<
        R, A extends Handle<A>, B extends Handle<B>, C extends Handle<C>, D extends Handle<D>>
    extends Fn<R, Fn4.Body<R, A, B, C, D>> {
  Fn4(Callee callee) {
    super(callee);
  }

  /**
   * What the function does; runs once, at once.
   *
   * @param <R> the class of the result, {@link Nothing} without
   * @param <A> the class of the first parameter
   * @param <B> the class of the second parameter
   * @param <C> the class of the third parameter
   * @param <D> the class of the fourth parameter
   */
  @FunctionalInterface
  public interface Body<
      R, A extends Handle<A>, B extends Handle<B>, C extends Handle<C>, D extends Handle<D>> {
    /** Builds the body. */
    void build(FunctionBlock<R> f, A first, B second, C third, D fourth);
  }

  /** Returns a call with these arguments. */
  public Invocation<R> with(A first, B second, C third, D fourth) {
    requireNonNull(first, "first");
    requireNonNull(second, "second");
    requireNonNull(third, "third");
    requireNonNull(fourth, "fourth");
    return invoke(first, second, third, fourth);
  }

  @Override
  @SuppressWarnings("unchecked") // the parameters have the types of the signature
  void run(Body<R, A, B, C, D> body, FunctionBlock<R> f, ImmutableList<Handle<?>> given) {
    body.build(f, (A) given.get(0), (B) given.get(1), (C) given.get(2), (D) given.get(3));
  }
}
