package dev.luminar.model;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import org.eclipse.collections.api.list.ImmutableList;

/** One alternative of a select. */
public sealed interface SelectArm permits SelectSend, SelectReceive, SelectDefault, SelectTimeout {
  /** Returns what runs if the arm is chosen. */
  Block body();

  /** Returns the expressions of the arm itself. */
  ImmutableList<Expr> expressions();

  /** Returns the place in the user's source. */
  Span span();
}
