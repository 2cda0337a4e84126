package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.SourceBuffer;
import dev.luminar.model.SourceChannel;
import dev.luminar.model.SourceRange;
import dev.luminar.model.expr.Expr;

/**
 * A pipeline before it has a source: {@code s.from(...)} begins, stages follow, {@code into} ends
 * it.
 */
public final class PipelineBlock extends OpenBlock {
  PipelineBlock(OpenBlock outer, Span place) {
    super(outer, "pipeline", place);
  }

  /** Begins with {@code source item from channel;}, until it is closed and drained. */
  public <V extends Value<V>> Stages<V> from(String item, Chan<V> channel) {
    requireNonNull(item, "item");
    requireNonNull(channel, "channel");
    Span here = enter();
    Expr source = use(channel, here);
    String name = fresh(item);
    return new Stages<>(this, new SourceChannel(name, source, here), channel.element(), name);
  }

  /** Begins with {@code source item from channel;}. */
  public <V extends Value<V>> Stages<V> from(Chan<V> channel) {
    return from("item", channel);
  }

  /** Begins with {@code source item of buffer;}, from its start to its end. */
  public <V extends Value<V>> Stages<V> from(String item, PlainMemory<V, ?> buffer) {
    requireNonNull(item, "item");
    requireNonNull(buffer, "buffer");
    Span here = enter();
    Expr source = use(buffer, here);
    String name = fresh(item);
    return new Stages<>(this, new SourceBuffer(name, source, here), buffer.element(), name);
  }

  /** Begins with {@code source item of buffer;}. */
  public <V extends Value<V>> Stages<V> from(PlainMemory<V, ?> buffer) {
    return from("item", buffer);
  }

  /** Begins with {@code source item in range;}. */
  public <I extends Int<I>> Stages<I> from(String item, Range<I> range) {
    requireNonNull(item, "item");
    requireNonNull(range, "range");
    Span here = enter();
    dev.luminar.model.Range source = range.node(this, here);
    String name = fresh(item);
    ValueType<I> type = range.value(name, here, this).type();
    return new Stages<>(this, new SourceRange(name, source, here), type, name);
  }

  /** Begins with {@code source item in range;}. */
  public <I extends Int<I>> Stages<I> from(Range<I> range) {
    return from("item", range);
  }

  @Override
  ItemScope inner(OpenBlock around, String arm, Span at) {
    return new ItemScope(around, arm, at);
  }

  @Override
  ItemScope innerLoop(String loop, Span at) {
    return new ItemScope(this, loop, at);
  }
}
