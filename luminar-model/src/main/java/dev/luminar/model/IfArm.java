package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;

/**
 * One alternative of an if.
 *
 * @param condition a bool
 * @param body what runs if it is the first that is true
 */
public record IfArm(Expr condition, Block body) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if the condition is no bool
   */
  public IfArm {
    requireNonNull(condition, "condition");
    requireNonNull(body, "body");
    StmtChecks.condition(condition);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
