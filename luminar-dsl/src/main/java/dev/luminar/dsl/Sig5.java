package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature with five parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 * @param <D> the class of the fourth parameter
 * @param <E> the class of the fifth parameter
 */
public final class Sig5<
        R,
        A extends Handle<A>,
        B extends Handle<B>,
        C extends Handle<C>,
        D extends Handle<D>,
        E extends Handle<E>>
    extends Sig<Fn5<R, A, B, C, D, E>, Fn5.Body<R, A, B, C, D, E>> {
  Sig5(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    super(params, result);
  }

  /** Returns the signature with one more parameter. */
  public <F extends Handle<F>> Sig6<R, A, B, C, D, E, F> takes(String name, DslType<F> type) {
    return new Sig6<>(paramsWith(name, type), result());
  }

  /** Returns the signature with a result. */
  public <T extends Handle<T>> Sig5<T, A, B, C, D, E> returns(ResultType<T> type) {
    return new Sig5<>(params(), requireNonNull(type, "type"));
  }

  @Override
  Fn5<R, A, B, C, D, E> function(Callee callee) {
    return new Fn5<>(callee);
  }
}
