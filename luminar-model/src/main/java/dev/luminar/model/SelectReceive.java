package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An arm that receives: {@code let x, ok = receive(in) => { }}
 *
 * @param value the name of the item in the body
 * @param ok the name of the bool that says whether there was one; without, a closed channel raises
 *     {@code channel_closed}
 * @param channel a channel
 * @param body what runs after it was received
 * @param span the place
 */
public record SelectReceive(
    Optional<String> value, Optional<String> ok, Expr channel, Block body, Span span)
    implements SelectArm {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 if the operand is no channel
   */
  public SelectReceive {
    requireNonNull(value, "value");
    requireNonNull(ok, "ok");
    requireNonNull(channel, "channel");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.name(value, "a result", span);
    StmtChecks.name(ok, "a result", span);
    StmtChecks.channelElement(channel);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(channel);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
