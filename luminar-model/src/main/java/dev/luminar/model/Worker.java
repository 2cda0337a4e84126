package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Starts tasks that run a block for each item of a channel until it is closed and drained: {@code
 * worker(x from lines, count = 4) { }}
 *
 * @param label the name in reports
 * @param item the name of the item in the body
 * @param channel a channel
 * @param count how many tasks share the channel, an i32 or i64
 * @param retry how often a failing item is tried again
 * @param body what runs for an item
 * @param span the place
 */
public record Worker(
    Optional<String> label,
    String item,
    Expr channel,
    Expr count,
    Optional<Retry> retry,
    Block body,
    Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for operands of other types
   */
  public Worker {
    requireNonNull(label, "label");
    requireNonNull(item, "item");
    requireNonNull(channel, "channel");
    requireNonNull(count, "count");
    requireNonNull(retry, "retry");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.name(label, "a label", span);
    StmtChecks.name(item, "an item", span);
    StmtChecks.channelElement(channel);
    StmtChecks.integer(count, "the count of a worker");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(channel, count);
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
