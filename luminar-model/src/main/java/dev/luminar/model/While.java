package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Repeats a block as long as a condition holds: {@code while x > 0 { }}
 *
 * @param condition a bool, evaluated before each turn
 * @param body the repeated block
 * @param span the place
 */
public record While(Expr condition, Block body, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if the condition is no bool
   */
  public While {
    requireNonNull(condition, "condition");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.condition(condition);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(condition);
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
