package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature with two parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 * @param <B> the class of the second parameter
 */
public final class Sig2<R, A extends Handle<A>, B extends Handle<B>>
    extends Sig<Fn2<R, A, B>, Fn2.Body<R, A, B>> {
  Sig2(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    super(params, result);
  }

  /** Returns the signature with one more parameter. */
  public <C extends Handle<C>> Sig3<R, A, B, C> takes(String name, DslType<C> type) {
    return new Sig3<>(paramsWith(name, type), result());
  }

  /** Returns the signature with a result. */
  public <T extends Handle<T>> Sig2<T, A, B> returns(ResultType<T> type) {
    return new Sig2<>(params(), requireNonNull(type, "type"));
  }

  @Override
  Fn2<R, A, B> function(Callee callee) {
    return new Fn2<>(callee);
  }
}
