package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The arm that runs if no other could for a time: {@code timeout 30ms => { }}
 *
 * @param timeout nanoseconds, an i64
 * @param body what runs
 * @param span the place
 */
public record SelectTimeout(Expr timeout, Block body, Span span) implements SelectArm {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if the timeout is no i64
   */
  public SelectTimeout {
    requireNonNull(timeout, "timeout");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.type(timeout, ScalarType.I64, "a timeout");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(timeout);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
