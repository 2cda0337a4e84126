package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function or extern with three parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 */
public final class Fn3<R, A extends Handle<A>, B extends Handle<B>, C extends Handle<C>>
    extends Fn<R, Fn3.Body<R, A, B, C>> {
  Fn3(Callee callee) {
    super(callee);
  }

  /**
   * What the function does; runs once, at once.
   *
   * @param <R> the class of the result, {@link Nothing} without
   * @param <A> the class of the first parameter
   * @param <B> the class of the second parameter
   * @param <C> the class of the third parameter
   */
  @FunctionalInterface
  public interface Body<R, A extends Handle<A>, B extends Handle<B>, C extends Handle<C>> {
    /** Builds the body. */
    void build(FunctionBlock<R> f, A first, B second, C third);
  }

  /** Returns a call with these arguments. */
  public Invocation<R> with(A first, B second, C third) {
    requireNonNull(first, "first");
    requireNonNull(second, "second");
    requireNonNull(third, "third");
    return invoke(first, second, third);
  }

  @Override
  @SuppressWarnings("unchecked") // the parameters have the types of the signature
  void run(Body<R, A, B, C> body, FunctionBlock<R> f, ImmutableList<Handle<?>> given) {
    body.build(f, (A) given.get(0), (B) given.get(1), (C) given.get(2));
  }
}
