package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature with seven parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 * @param <D> the class of the fourth parameter
 * @param <E> the class of the fifth parameter
 * @param <F> the class of the sixth parameter
 * @param <G> the class of the seventh parameter
 */
public final class Sig7<
        R,
        A extends Handle<A>,
        B extends Handle<B>,
        C extends Handle<C>,
        D extends Handle<D>,
        E extends Handle<E>,
        F extends Handle<F>,
        G extends Handle<G>>
    extends Sig<Fn7<R, A, B, C, D, E, F, G>, Fn7.Body<R, A, B, C, D, E, F, G>> {
  Sig7(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    super(params, result);
  }

  /** Returns the signature with one more parameter. */
  public <H extends Handle<H>> Sig8<R, A, B, C, D, E, F, G, H> takes(String name, DslType<H> type) {
    return new Sig8<>(paramsWith(name, type), result());
  }

  /** Returns the signature with a result. */
  public <T extends Handle<T>> Sig7<T, A, B, C, D, E, F, G> returns(ResultType<T> type) {
    return new Sig7<>(params(), requireNonNull(type, "type"));
  }

  @Override
  Fn7<R, A, B, C, D, E, F, G> function(Callee callee) {
    return new Fn7<>(callee);
  }
}
