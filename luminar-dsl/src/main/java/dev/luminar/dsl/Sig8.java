package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature with eight parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 * @param <D> the class of the fourth parameter
 * @param <E> the class of the fifth parameter
 * @param <F> the class of the sixth parameter
 * @param <G> the class of the seventh parameter
 * @param <H> the class of the eighth parameter
 */
public final class Sig8<
        R,
        A extends Handle<A>,
        B extends Handle<B>,
        C extends Handle<C>,
        D extends Handle<D>,
        E extends Handle<E>,
        F extends Handle<F>,
        G extends Handle<G>,
        H extends Handle<H>>
    extends Sig<Fn8<R, A, B, C, D, E, F, G, H>, Fn8.Body<R, A, B, C, D, E, F, G, H>> {
  Sig8(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    super(params, result);
  }

  /** Returns the signature with a result. */
  public <T extends Handle<T>> Sig8<T, A, B, C, D, E, F, G, H> returns(ResultType<T> type) {
    return new Sig8<>(params(), requireNonNull(type, "type"));
  }

  @Override
  Fn8<R, A, B, C, D, E, F, G, H> function(Callee callee) {
    return new Fn8<>(callee);
  }
}
