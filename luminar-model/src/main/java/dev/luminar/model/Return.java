package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Ends the function: {@code return x;}
 *
 * @param value the result, if the function has one
 * @param span the place
 */
public record Return(Optional<Expr> value, Span span) implements Stmt {
  /** Checks the components. */
  public Return {
    requireNonNull(value, "value");
    requireNonNull(span, "span");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return value.map(Lists.immutable::of).orElse(Lists.immutable.empty());
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.empty();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
