package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature with four parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 * @param <D> the class of the fourth parameter
 */
public final class Sig4<
        R, A extends Handle<A>, B extends Handle<B>, C extends Handle<C>, D extends Handle<D>>
    extends Sig<Fn4<R, A, B, C, D>, Fn4.Body<R, A, B, C, D>> {
  Sig4(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    super(params, result);
  }

  /** Returns the signature with one more parameter. */
  public <E extends Handle<E>> Sig5<R, A, B, C, D, E> takes(String name, DslType<E> type) {
    return new Sig5<>(paramsWith(name, type), result());
  }

  /** Returns the signature with a result. */
  public <T extends Handle<T>> Sig4<T, A, B, C, D> returns(ResultType<T> type) {
    return new Sig4<>(params(), requireNonNull(type, "type"));
  }

  @Override
  Fn4<R, A, B, C, D> function(Callee callee) {
    return new Fn4<>(callee);
  }
}
