package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature with one parameter.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <A> the class of the first parameter
 */
public final class Sig1<R, A extends Handle<A>> extends Sig<Fn1<R, A>, Fn1.Body<R, A>> {
  Sig1(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    super(params, result);
  }

  /** Returns the signature with one more parameter. */
  public <B extends Handle<B>> Sig2<R, A, B> takes(String name, DslType<B> type) {
    return new Sig2<>(paramsWith(name, type), result());
  }

  /** Returns the signature with a result. */
  public <T extends Handle<T>> Sig1<T, A> returns(ResultType<T> type) {
    return new Sig1<>(params(), requireNonNull(type, "type"));
  }

  @Override
  Fn1<R, A> function(Callee callee) {
    return new Fn1<>(callee);
  }
}
