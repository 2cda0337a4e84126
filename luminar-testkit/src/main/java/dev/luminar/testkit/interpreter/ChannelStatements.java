package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.model.ChannelDecl;
import dev.luminar.model.Close;
import dev.luminar.model.ForReceive;
import dev.luminar.model.Offer;
import dev.luminar.model.Poll;
import dev.luminar.model.Receive;
import dev.luminar.model.RuntimeConfig;
import dev.luminar.model.Send;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.StructValue;
import dev.luminar.testkit.value.Value;
import java.util.Optional;

/** Executes operations on channels. */
final class ChannelStatements {
  private static final long CAPACITY_MAX = (1L << 30) - 1;

  private final Machine machine;

  ChannelStatements(Machine machine) {
    this.machine = machine;
  }

  void declare(ChannelDecl declaration, Scope scope) {
    Span span = declaration.span();
    Optional<Long> count = declaration.count().map(expr -> machine.expressions.index(expr, scope));
    long capacity =
        declaration
            .capacity()
            .map(expr -> machine.expressions.index(expr, scope))
            .orElse((long) RuntimeConfig.DEFAULT.defaultChannelCapacity());
    if (count.isPresent() && count.get() < 0) {
      throw machine.raise(BuiltInError.NEGATIVE_LENGTH, span, count.get());
    }
    if (capacity < 0 || capacity > CAPACITY_MAX) {
      throw machine.raise(BuiltInError.BAD_CAPACITY, span, capacity);
    }
    if (count.isEmpty()) {
      scope.declare(
          declaration.name(), new Channel(machine.scheduler, declaration.name(), capacity, span));
      return;
    }
    if (count.get() > Integer.MAX_VALUE) {
      throw machine.raise(BuiltInError.OUT_OF_MEMORY, span);
    }
    Object[] channels = new Object[count.get().intValue()];
    for (int i = 0; i < channels.length; i++) {
      channels[i] =
          new Channel(machine.scheduler, declaration.name() + "[" + i + "]", capacity, span);
    }
    scope.declare(declaration.name(), channels);
  }

  void send(Send send, Scope scope) {
    Channel channel = machine.expressions.channel(send.channel(), scope);
    Value value = (Value) machine.expressions.eval(send.value(), scope);
    if (!channel.send(value, send.span())) {
      throw machine.raise(BuiltInError.CHANNEL_CLOSED, send.span());
    }
  }

  void receive(Receive receive, Scope scope) {
    Channel channel = machine.expressions.channel(receive.channel(), scope);
    Optional<Channel.Item> item = channel.receive(receive.span());
    if (item.isEmpty() && receive.ok().isEmpty()) {
      throw machine.raise(BuiltInError.CHANNEL_CLOSED, receive.span());
    }
    bind(receive.value(), receive.ok(), receive.channel(), item, scope);
  }

  void offer(Offer offer, Scope scope) {
    Channel channel = machine.expressions.channel(offer.channel(), scope);
    Value value = (Value) machine.expressions.eval(offer.value(), scope);
    if (channel.isClosed()) {
      throw machine.raise(BuiltInError.CHANNEL_CLOSED, offer.span());
    }
    Statements.bind(offer.ok(), Scalar.bool(channel.offer(value)), scope);
  }

  void poll(Poll poll, Scope scope) {
    Optional<Channel.Item> item = machine.expressions.channel(poll.channel(), scope).poll();
    bind(poll.value(), poll.ok(), poll.channel(), item, scope);
  }

  private static void bind(
      Optional<String> value,
      Optional<String> ok,
      Expr channel,
      Optional<Channel.Item> item,
      Scope scope) {
    ElementType element = ((ChannelType) channel.type()).element();
    Statements.bind(value, item.map(Channel.Item::value).orElseGet(() -> zero(element)), scope);
    Statements.bind(ok, Scalar.bool(item.isPresent()), scope);
  }

  static Value zero(ElementType type) {
    return switch (type) {
      case ScalarType scalar -> Scalar.zero(scalar);
      case StructType struct ->
          new StructValue(
              struct, struct.fields().collect(field -> Scalar.zero(field.type().loaded())));
    };
  }

  void close(Close close, Scope scope) {
    Channel channel = machine.expressions.channel(close.channel(), scope);
    machine.strand().checkCancelled();
    if (!channel.close()) {
      throw machine.raise(BuiltInError.CHANNEL_CLOSED, close.span());
    }
  }

  Statements.Flow iterate(ForReceive loop, Scope scope) {
    Channel channel = machine.expressions.channel(loop.channel(), scope);
    while (true) {
      Optional<Channel.Item> item = channel.receive(loop.span());
      if (item.isEmpty()) {
        return Statements.Flow.NEXT;
      }
      Scope inner = new Scope(scope);
      inner.declare(loop.item(), item.get().value());
      Statements.Flow flow = machine.statements.turn(loop.body(), inner);
      if (flow != Statements.Flow.NEXT) {
        return flow == Statements.Flow.BREAK ? Statements.Flow.NEXT : flow;
      }
    }
  }
}
