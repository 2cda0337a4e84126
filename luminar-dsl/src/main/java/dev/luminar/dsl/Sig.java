package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A signature: the parameters and the result of a function or extern, {@code takes("xs",
 * buf(f64)).returns(f64)}. It has at most eight parameters; a function of more is built as a node
 * of the model.
 *
 * @param <F> the class of a function with it
 * @param <B> the class of the lambda that builds such a function
 */
public abstract sealed class Sig<F extends Fn<?, B>, B>
    permits Sig0, Sig1, Sig2, Sig3, Sig4, Sig5, Sig6, Sig7, Sig8 {
  private final ImmutableList<Param> params;
  private final @Nullable ResultType<?> result;

  Sig(ImmutableList<Param> params, @Nullable ResultType<?> result) {
    this.params = params;
    this.result = result;
  }

  abstract F function(Callee callee);

  final ImmutableList<Param> params() {
    return params;
  }

  final @Nullable ResultType<?> result() {
    return result;
  }

  final ImmutableList<Param> paramsWith(String name, DslType<?> type) {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    Span here = Place.here();
    return params.newWith(new Param(name, type, here));
  }
}
