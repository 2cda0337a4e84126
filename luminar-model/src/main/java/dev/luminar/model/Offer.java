package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Sends a value if it can be done at once: {@code let ok = offer(lines, x);}. On a closed channel
 * it raises {@code channel_closed}.
 *
 * @param ok the name of the bool that says whether it was sent
 * @param channel a channel
 * @param value the item
 * @param span the place
 */
public record Offer(Optional<String> ok, Expr channel, Expr value, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for operands of other types
   */
  public Offer {
    requireNonNull(ok, "ok");
    requireNonNull(channel, "channel");
    requireNonNull(value, "value");
    requireNonNull(span, "span");
    StmtChecks.name(ok, "a result", span);
    StmtChecks.type(value, StmtChecks.channelElement(channel), "an offered value");
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
