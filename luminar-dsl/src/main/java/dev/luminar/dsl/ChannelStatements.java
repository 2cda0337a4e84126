package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.ChannelDecl;
import dev.luminar.model.ForReceive;
import dev.luminar.model.Receive;
import dev.luminar.model.Send;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Channels: declaring them, sending, receiving, iterating.
 *
 * @param <L> the class of the bodies of loops
 */
public sealed interface ChannelStatements<L extends OpenBlock> permits WaitStatements {
  /** Adds {@code channel name: element;} with the configured capacity. */
  default <V extends Value<V>> Chan<V> channel(String name, ValueType<V> element) {
    requireNonNull(name, "name");
    requireNonNull(element, "element");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    String fresh = b.fresh(name);
    b.add(new ChannelDecl(fresh, element.node(), Optional.empty(), Optional.empty(), here));
    return Dsl.chan(element).wrap(new Ref(fresh, Dsl.chan(element).node(), here), b);
  }

  /** Adds {@code channel name: element (capacity = capacity);}; 0 is rendezvous. */
  default <V extends Value<V>> Chan<V> channel(String name, ValueType<V> element, Int<?> capacity) {
    requireNonNull(name, "name");
    requireNonNull(element, "element");
    requireNonNull(capacity, "capacity");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Optional<Expr> size = Optional.of(b.use(capacity, here));
    String fresh = b.fresh(name);
    b.add(new ChannelDecl(fresh, element.node(), Optional.empty(), size, here));
    return Dsl.chan(element).wrap(new Ref(fresh, Dsl.chan(element).node(), here), b);
  }

  /** Adds {@code channel name: element (capacity = capacity);}; 0 is rendezvous. */
  default <V extends Value<V>> Chan<V> channel(String name, ValueType<V> element, long capacity) {
    return channel(name, element, Dsl.i64(capacity));
  }

  /** Adds {@code channel name: element[count];} with the configured capacity. */
  default <V extends Value<V>> Array<Chan<V>> channels(
      String name, ValueType<V> element, Int<?> count) {
    requireNonNull(name, "name");
    requireNonNull(element, "element");
    requireNonNull(count, "count");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Optional<Expr> number = Optional.of(b.use(count, here));
    String fresh = b.fresh(name);
    ChannelDecl node = new ChannelDecl(fresh, element.node(), number, Optional.empty(), here);
    b.add(node);
    return new Array<>(Dsl.chan(element), new Ref(fresh, node.type(), here), b);
  }

  /** Adds {@code channel name: element[count] (capacity = capacity);}. */
  default <V extends Value<V>> Array<Chan<V>> channels(
      String name, ValueType<V> element, Int<?> count, Int<?> capacity) {
    requireNonNull(name, "name");
    requireNonNull(element, "element");
    requireNonNull(count, "count");
    requireNonNull(capacity, "capacity");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Optional<Expr> number = Optional.of(b.use(count, here));
    Optional<Expr> size = Optional.of(b.use(capacity, here));
    String fresh = b.fresh(name);
    ChannelDecl node = new ChannelDecl(fresh, element.node(), number, size, here);
    b.add(node);
    return new Array<>(Dsl.chan(element), new Ref(fresh, node.type(), here), b);
  }

  /** Adds {@code channel name: element[count] (capacity = capacity);}. */
  default <V extends Value<V>> Array<Chan<V>> channels(
      String name, ValueType<V> element, long count, long capacity) {
    return channels(name, element, Dsl.i64(count), Dsl.i64(capacity));
  }

  /** Adds {@code send(channel, value);}. */
  default <V extends Value<V>> void send(Chan<V> channel, V value) {
    requireNonNull(channel, "channel");
    requireNonNull(value, "value");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Send(b.use(channel, here), b.use(value, here), here));
  }

  /** Adds {@code let value = receive(channel);}; a closed, empty channel is an error. */
  default <V extends Value<V>> V receive(String value, Chan<V> channel) {
    requireNonNull(value, "value");
    requireNonNull(channel, "channel");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr from = b.use(channel, here);
    String fresh = b.fresh(value);
    b.add(new Receive(Optional.of(fresh), Optional.empty(), from, here));
    return Received.value(channel, fresh, here, b);
  }

  /** Adds {@code receive(channel);}, which drops the item; a closed, empty channel is an error. */
  default void receive(Chan<?> channel) {
    requireNonNull(channel, "channel");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Receive(Optional.empty(), Optional.empty(), b.use(channel, here), here));
  }

  /** Adds {@code let value, ok = receive(channel);}. */
  default <V extends Value<V>> Outcome<V> receive(String value, String ok, Chan<V> channel) {
    requireNonNull(value, "value");
    requireNonNull(ok, "ok");
    requireNonNull(channel, "channel");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr from = b.use(channel, here);
    String valueName = b.fresh(value);
    String okName = b.fresh(ok);
    b.add(new Receive(Optional.of(valueName), Optional.of(okName), from, here));
    return Received.outcome(channel, valueName, okName, here, b);
  }

  /** Adds {@code for item from channel { }}, which ends when it is closed and drained. */
  default <V extends Value<V>> void forEach(Chan<V> channel, BiConsumer<? super L, V> body) {
    forEach("item", channel, body);
  }

  /** Adds {@code for item from channel { }}, which ends when it is closed and drained. */
  default <V extends Value<V>> void forEach(
      String item, Chan<V> channel, BiConsumer<? super L, V> body) {
    requireNonNull(item, "item");
    requireNonNull(channel, "channel");
    requireNonNull(body, "body");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr from = b.use(channel, here);
    L loop = Loops.body(b, "for", here);
    String name = loop.fresh(item);
    V value = Received.value(channel, name, here, loop);
    Block repeated = b.build(loop, l -> body.accept(l, value));
    b.add(new ForReceive(name, from, repeated, here));
  }
}
