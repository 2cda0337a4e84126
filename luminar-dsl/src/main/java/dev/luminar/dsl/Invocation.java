package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A function with its arguments: what {@code call}, {@code spawn} and {@link Dsl#pure} carry out.
 *
 * @param <R> the class of the result, {@link Nothing} without
 */
public final class Invocation<R> {
  private final Callee callee;
  private final ImmutableList<Expr> arguments;
  private final @Nullable OpenBlock home;

  Invocation(Callee callee, ImmutableList<Expr> arguments, @Nullable OpenBlock home) {
    this.callee = callee;
    this.arguments = arguments;
    this.home = home;
  }

  /** Returns the function and its arguments. */
  @Override
  public String toString() {
    return callee.name() + arguments.makeString("(", ", ", ")");
  }

  Callee callee() {
    return callee;
  }

  ImmutableList<Expr> arguments() {
    return arguments;
  }

  @Nullable OpenBlock home() {
    return home;
  }
}
