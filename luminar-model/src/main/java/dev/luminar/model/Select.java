package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Waits until one of several channel operations can be done, and does it: {@code select (policy =
 * rotating) { ... }}
 *
 * @param policy which one if several can
 * @param arms at least one; at most one of them a default or a timeout
 * @param span the place
 */
public record Select(SelectPolicy policy, ImmutableList<SelectArm> arms, Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1112 without arms, or with more than one default or timeout
   */
  public Select {
    requireNonNull(policy, "policy");
    requireNonNull(arms, "arms");
    requireNonNull(span, "span");
    if (arms.isEmpty()) {
      throw new ModelException(
          DiagnosticCode.INVALID_SELECT, span, "a select needs at least one arm");
    }
    if (arms.count(arm -> arm instanceof SelectDefault || arm instanceof SelectTimeout) > 1) {
      throw new ModelException(
          DiagnosticCode.INVALID_SELECT, span, "a select has at most one default or timeout arm");
    }
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return arms.flatCollect(SelectArm::expressions);
  }

  @Override
  public ImmutableList<Block> blocks() {
    return arms.collect(SelectArm::body);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
