package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Sends a value, waiting for room: {@code send(lines, x);}. On a closed channel it raises {@code
 * channel_closed}.
 *
 * @param channel a channel
 * @param value the item
 * @param span the place
 */
public record Send(Expr channel, Expr value, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for operands of other types
   */
  public Send {
    requireNonNull(channel, "channel");
    requireNonNull(value, "value");
    requireNonNull(span, "span");
    StmtChecks.type(value, StmtChecks.channelElement(channel), "a sent value");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(channel, value);
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
