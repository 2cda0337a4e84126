package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Repeats a block for each item of a channel until it is closed and drained: {@code for x from
 * lines { }}
 *
 * @param item the name of the item in the body
 * @param channel a channel
 * @param body the repeated block
 * @param span the place
 */
public record ForReceive(String item, Expr channel, Block body, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 if the operand is no channel
   */
  public ForReceive {
    requireNonNull(item, "item");
    requireNonNull(channel, "channel");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.name(item, "an item", span);
    StmtChecks.channelElement(channel);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(channel);
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
