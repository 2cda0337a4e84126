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
 * A source that receives until the channel is closed and drained: {@code source x from lines;}
 *
 * @param item the name of the item in the next stage
 * @param channel a channel
 * @param span the place
 */
public record SourceChannel(String item, Expr channel, Span span) implements PipelineSource {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 if the operand is no channel
   */
  public SourceChannel {
    requireNonNull(item, "item");
    requireNonNull(channel, "channel");
    requireNonNull(span, "span");
    StmtChecks.name(item, "an item", span);
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
