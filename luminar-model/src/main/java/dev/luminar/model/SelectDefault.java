package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The arm that runs at once if no other can: {@code default => { }}
 *
 * @param body what runs
 * @param span the place
 */
public record SelectDefault(Block body, Span span) implements SelectArm {
  /** Checks the components. */
  public SelectDefault {
    requireNonNull(body, "body");
    requireNonNull(span, "span");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.empty();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
