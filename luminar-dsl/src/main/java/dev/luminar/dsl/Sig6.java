package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature with six parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 * @param <D> the class of the fourth parameter
 * @param <E> the class of the fifth parameter
 * @param <F> the class of the sixth parameter
 */
public final class Sig6<
        R,
        A extends Handle<A>,
        B extends Handle<B>,
        C extends Handle<C>,
        D extends Handle<D>,
        E extends Handle<E>,
        F extends Handle<F>>
    extends Sig<Fn6<R, A, B, C, D, E, F>, Fn6.Body<R, A, B, C, D, E, F>> {
  Sig6(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    super(params, result);
  }

  /** Returns the signature with one more parameter. */
  public <G extends Handle<G>> Sig7<R, A, B, C, D, E, F, G> takes(String name, DslType<G> type) {
    return new Sig7<>(paramsWith(name, type), result());
  }

  /** Returns the signature with a result. */
  public <T extends Handle<T>> Sig6<T, A, B, C, D, E, F> returns(ResultType<T> type) {
    return new Sig6<>(params(), requireNonNull(type, "type"));
  }

  @Override
  Fn6<R, A, B, C, D, E, F> function(Callee callee) {
    return new Fn6<>(callee);
  }
}
