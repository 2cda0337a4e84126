package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature with three parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 * @param <C> the class of the third parameter
 */
public final class Sig3<R, A extends Handle<A>, B extends Handle<B>, C extends Handle<C>>
    extends Sig<Fn3<R, A, B, C>, Fn3.Body<R, A, B, C>> {
  Sig3(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    super(params, result);
  }

  /** Returns the signature with one more parameter. */
  public <D extends Handle<D>> Sig4<R, A, B, C, D> takes(String name, DslType<D> type) {
    return new Sig4<>(paramsWith(name, type), result());
  }

  /** Returns the signature with a result. */
  public <T extends Handle<T>> Sig3<T, A, B, C> returns(ResultType<T> type) {
    return new Sig3<>(params(), requireNonNull(type, "type"));
  }

  @Override
  Fn3<R, A, B, C> function(Callee callee) {
    return new Fn3<>(callee);
  }
}
