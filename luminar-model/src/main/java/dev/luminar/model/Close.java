package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Closes a channel, waking all who wait at it: {@code close(lines);}
 *
 * @param channel a channel
 * @param span the place
 */
public record Close(Expr channel, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if the operand is no channel
   */
  public Close {
    requireNonNull(channel, "channel");
    requireNonNull(span, "span");
    StmtChecks.channelElement(channel);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(channel);
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
