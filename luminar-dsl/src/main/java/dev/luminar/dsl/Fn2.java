package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function or extern with two parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 */
public final class Fn2<R, A extends Handle<A>, B extends Handle<B>>
    extends Fn<R, Fn2.Body<R, A, B>> {
  Fn2(Callee callee) {
    super(callee);
  }

  /**
   * What the function does; runs once, at once.
   *
   * @param <R> the class of the result, {@link Nothing} without
   * @param <A> the class of the first parameter
   * @param <B> the class of the second parameter
   */
  @FunctionalInterface
  public interface Body<R, A extends Handle<A>, B extends Handle<B>> {
    /** Builds the body. */
    void build(FunctionBlock<R> f, A first, B second);
  }

  /** Returns a call with these arguments. */
  public Invocation<R> with(A first, B second) {
    requireNonNull(first, "first");
    requireNonNull(second, "second");
    return invoke(first, second);
  }

  @Override
  @SuppressWarnings("unchecked") // the parameters have the types of the signature
  void run(Body<R, A, B> body, FunctionBlock<R> f, ImmutableList<Handle<?>> given) {
    body.build(f, (A) given.get(0), (B) given.get(1));
  }
}
