package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An arm that sends: {@code send(out, x) => { }}
 *
 * @param channel a channel
 * @param value the item, evaluated when the select starts
 * @param body what runs after it was sent
 * @param span the place
 */
public record SelectSend(Expr channel, Expr value, Block body, Span span) implements SelectArm {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for operands of other types
   */
  public SelectSend {
    requireNonNull(channel, "channel");
    requireNonNull(value, "value");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.type(value, StmtChecks.channelElement(channel), "a sent value");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(channel, value);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
