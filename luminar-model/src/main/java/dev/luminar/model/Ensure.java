package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Runs a cleanup on every exit of a block: {@code ensure { } cleanup { }}. The cleanup is not
 * cancelled, and may not wait.
 *
 * @param body what runs first
 * @param cleanup what runs whatever happens
 * @param span the place
 */
public record Ensure(Block body, Block cleanup, Span span) implements Stmt {
  /** Checks the components. */
  public Ensure {
    requireNonNull(body, "body");
    requireNonNull(cleanup, "cleanup");
    requireNonNull(span, "span");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.empty();
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.of(body, cleanup);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
