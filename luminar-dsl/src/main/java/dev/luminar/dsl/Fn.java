package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.jspecify.annotations.Nullable;

/**
 * A function or extern of the program. {@code with} makes a call of it, which statements such as
 * {@code b.call("r", clamp.with(x))} or {@code b.spawn("t", fib.with(n))} carry out.
 *
 * @param <R> the class of the result, {@link Nothing} without
 * @param <B> the class of the lambda that builds it
 */
public abstract sealed class Fn<R, B> permits Fn0, Fn1, Fn2, Fn3, Fn4, Fn5, Fn6, Fn7, Fn8 {
  private final Callee callee;

  Fn(Callee callee) {
    this.callee = callee;
  }

  abstract void run(B body, FunctionBlock<R> f, ImmutableList<Handle<?>> given);

  /** Returns the name. */
  public final String name() {
    return callee.name();
  }

  /** Returns the name. */
  @Override
  public final String toString() {
    return callee.name();
  }

  final Callee callee() {
    return callee;
  }

  final Invocation<R> invoke(Handle<?>... arguments) {
    Span here = Place.here();
    MutableList<Expr> nodes = Lists.mutable.empty();
    @Nullable OpenBlock home = null;
    for (Handle<?> argument : arguments) {
      nodes.add(argument.operand(here));
      home = Handle.inner(home, argument.home(), here);
    }
    return new Invocation<>(callee, nodes.toImmutable(), home);
  }
}
