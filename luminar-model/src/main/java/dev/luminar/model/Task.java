package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Starts one task, or one for each value of a range: {@code task(i in 0..<4) { }}. Outer scalars
 * are captured by value.
 *
 * @param label the name in reports
 * @param over the range; without, one task
 * @param retry how often a failing task starts again
 * @param body what the task runs
 * @param span the place
 */
public record Task(
    Optional<String> label, Optional<TaskIndex> over, Optional<Retry> retry, Block body, Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty label
   */
  public Task {
    requireNonNull(label, "label");
    requireNonNull(over, "over");
    requireNonNull(retry, "retry");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.name(label, "a label", span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return over.map(index -> index.range().expressions()).orElse(Lists.immutable.empty());
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.of(body);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
