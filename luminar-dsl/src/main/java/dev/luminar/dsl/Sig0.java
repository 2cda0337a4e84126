package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature with no parameters.
 *
 * @param <R> the class of the result, {@link Nothing} without
 */
public final class Sig0<R> extends Sig<Fn0<R>, Fn0.Body<R>> {
  Sig0(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    super(params, result);
  }

  /** Returns the signature with one more parameter. */
  public <A extends Handle<A>> Sig1<R, A> takes(String name, DslType<A> type) {
    return new Sig1<>(paramsWith(name, type), result());
  }

  /** Returns the signature with a result. */
  public <T extends Handle<T>> Sig0<T> returns(ResultType<T> type) {
    return new Sig0<>(params(), requireNonNull(type, "type"));
  }

  @Override
  Fn0<R> function(Callee callee) {
    return new Fn0<>(callee);
  }
}
