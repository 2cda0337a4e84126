package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Receives a value if one is there at once: {@code let x, ok = poll(lines);}. Without one {@code
 * ok} is false and the value zero.
 *
 * @param value the name of the item
 * @param ok the name of the bool that says whether there was one
 * @param channel a channel
 * @param span the place
 */
public record Poll(Optional<String> value, Optional<String> ok, Expr channel, Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 if the operand is no channel
   */
  public Poll {
    requireNonNull(value, "value");
    requireNonNull(ok, "ok");
    requireNonNull(channel, "channel");
    requireNonNull(span, "span");
    StmtChecks.name(value, "a result", span);
    StmtChecks.name(ok, "a result", span);
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
