package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Waits for a task and takes its result: {@code let v = await t;}. The error of a task that failed
 * is its block's; where the block goes on, {@code task_failed} is raised here.
 *
 * @param result the name of the result
 * @param task a task
 * @param span the place
 */
public record Await(Optional<String> result, Expr task, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 if the operand is no task, LUM1105 if
   *     it has no result to bind
   */
  public Await {
    requireNonNull(result, "result");
    requireNonNull(task, "task");
    requireNonNull(span, "span");
    StmtChecks.name(result, "a result", span);
    if (StmtChecks.taskResult(task).isEmpty() && result.isPresent()) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE, span, "the task has no result that could be bound");
    }
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
