package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function or extern with six parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 * @param <D> the class of the fourth parameter
 * @param <E> the class of the fifth parameter
 * @param <F> the class of the sixth parameter
 */
public final class Fn6<
        R,
        A extends Handle<A>,
        B extends Handle<B>,
        C extends Handle<C>,
        D extends Handle<D>,
        E extends Handle<E>,
        F extends Handle<F>>
    extends Fn<R, Fn6.Body<R, A, B, C, D, E, F>> {
  Fn6(Callee callee) {
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
   * @param <F> the class of the sixth parameter
   */
  @FunctionalInterface
  public interface Body<
      R,
      A extends Handle<A>,
      B extends Handle<B>,
      C extends Handle<C>,
      D extends Handle<D>,
      E extends Handle<E>,
      F extends Handle<F>> {
    /** Builds the body. */
    void build(FunctionBlock<R> f, A first, B second, C third, D fourth, E fifth, F sixth);
  }

  /** Returns a call with these arguments. */
  public Invocation<R> with(A first, B second, C third, D fourth, E fifth, F sixth) {
    requireNonNull(first, "first");
    requireNonNull(second, "second");
    requireNonNull(third, "third");
    requireNonNull(fourth, "fourth");
    requireNonNull(fifth, "fifth");
    requireNonNull(sixth, "sixth");
    return invoke(first, second, third, fourth, fifth, sixth);
  }

  @Override
  @SuppressWarnings("unchecked") // the parameters have the types of the signature
  void run(Body<R, A, B, C, D, E, F> body, FunctionBlock<R> f, ImmutableList<Handle<?>> given) {
    body.build(
        f,
        (A) given.get(0),
        (B) given.get(1),
        (C) given.get(2),
        (D) given.get(3),
        (E) given.get(4),
        (F) given.get(5));
  }
}
