package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function or extern with five parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 * @param <D> the class of the fourth parameter
 * @param <E> the class of the fifth parameter
 */
public final class Fn5<
        R,
        A extends Handle<A>,
        B extends Handle<B>,
        C extends Handle<C>,
        D extends Handle<D>,
        E extends Handle<E>>
    extends Fn<R, Fn5.Body<R, A, B, C, D, E>> {
  Fn5(Callee callee) {
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
   * @param <E> the class of the fifth parameter
   */
  @FunctionalInterface
  public interface Body<
      R,
      A extends Handle<A>,
      B extends Handle<B>,
      C extends Handle<C>,
      D extends Handle<D>,
      E extends Handle<E>> {
    /** Builds the body. */
    void build(FunctionBlock<R> f, A first, B second, C third, D fourth, E fifth);
  }

  /** Returns a call with these arguments. */
  public Invocation<R> with(A first, B second, C third, D fourth, E fifth) {
    requireNonNull(first, "first");
    requireNonNull(second, "second");
    requireNonNull(third, "third");
    requireNonNull(fourth, "fourth");
    requireNonNull(fifth, "fifth");
    return invoke(first, second, third, fourth, fifth);
  }

  @Override
  @SuppressWarnings("unchecked") // the parameters have the types of the signature
  void run(Body<R, A, B, C, D, E> body, FunctionBlock<R> f, ImmutableList<Handle<?>> given) {
    body.build(
        f,
        (A) given.get(0),
        (B) given.get(1),
        (C) given.get(2),
        (D) given.get(3),
        (E) given.get(4));
  }
}
