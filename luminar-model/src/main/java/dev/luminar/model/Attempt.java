package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Handles the errors of a block: {@code attempt { } handle e { }}. Cancellation is no error.
 *
 * @param body what may fail
 * @param error the name of the error in the handler
 * @param handler what runs if the body failed
 * @param span the place
 */
public record Attempt(Block body, String error, Block handler, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name
   */
  public Attempt {
    requireNonNull(body, "body");
    requireNonNull(error, "error");
    requireNonNull(handler, "handler");
    requireNonNull(span, "span");
    StmtChecks.name(error, "an error", span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.empty();
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.of(body, handler);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
