package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Asks a task to stop: {@code cancel t;}
 *
 * @param task a task
 * @param span the place
 */
public record Cancel(Expr task, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if the operand is no task
   */
  public Cancel {
    requireNonNull(task, "task");
    requireNonNull(span, "span");
    StmtChecks.taskResult(task);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(task);
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
