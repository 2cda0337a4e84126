package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A sink that sends each item and leaves the channel open: {@code sink out;}
 *
 * @param channel a channel
 * @param span the place
 */
public record SinkChannel(Expr channel, Span span) implements PipelineSink {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if the operand is no channel
   */
  public SinkChannel {
    requireNonNull(channel, "channel");
    requireNonNull(span, "span");
    StmtChecks.channelElement(channel);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(channel);
  }

  @Override
  public ElementType type() {
    return ((ChannelType) channel.type()).element();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
