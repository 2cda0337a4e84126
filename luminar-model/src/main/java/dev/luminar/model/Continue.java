package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Goes to the next turn of the innermost loop: {@code continue;}
 *
 * @param span the place
 */
public record Continue(Span span) implements Stmt {
  /** Checks the components. */
  public Continue {
    requireNonNull(span, "span");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.empty();
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
