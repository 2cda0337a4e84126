package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.ChannelDecl;
import dev.luminar.model.Close;
import dev.luminar.model.ForReceive;
import dev.luminar.model.Offer;
import dev.luminar.model.Poll;
import dev.luminar.model.Receive;
import dev.luminar.model.Send;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Optional;

/**
 * This pass lowers channels: in a resumable routine an operation that waits is a suspension point.
 */
final class LowerChannel {

  /** One more than the largest capacity. */
  private static final long CAPACITY_END = 1L << 30;

  private LowerChannel() {}

  static void declare(RoutineBuilder b, ChannelDecl decl) {
    if (b.openBlock == null) {
      startRuntime(b, decl.span());
    }
    PlanType element = b.plan.type(decl.element());
    Val count = decl.count().map(c -> b.once("count", LowerExpr.index(b, c))).orElse(null);
    Val capacity =
        decl.capacity()
            .map(c -> b.once("capacity", LowerExpr.index(b, c)))
            .orElseGet(() -> Val.i64(b.lowering.options.config().defaultChannelCapacity()));
    if (count != null && !(count instanceof Val.Const c && c.bits() >= 0)) {
      b.emit(
          new Code.RaiseIf(
              LowerExpr.i64(BinaryOperator.LT, count, Val.i64(0)),
              b.raise(BuiltInError.NEGATIVE_LENGTH, decl.span(), count)));
    }
    boolean fits = capacity instanceof Val.Const c && c.bits() >= 0 && c.bits() < CAPACITY_END;
    if (!fits) {
      b.emit(
          new Code.RaiseIf(
              new Val.OutOfRange(capacity, Val.i64(CAPACITY_END)),
              b.raise(BuiltInError.BAD_CAPACITY, decl.span(), capacity)));
    }
    Local local;
    if (count != null) {
      local = b.local(decl.name(), new PlanType.Channels(element));
      b.emit(
          new TaskCode.NewChannels(
              local,
              element,
              count,
              capacity,
              decl.name(),
              b.raise(BuiltInError.NEGATIVE_LENGTH, decl.span(), count),
              b.raise(BuiltInError.OUT_OF_MEMORY, decl.span())));
    } else {
      local = b.local(decl.name(), new PlanType.Channel(element));
      b.emit(
          new TaskCode.NewChannel(
              local,
              element,
              capacity,
              decl.name(),
              b.raise(BuiltInError.OUT_OF_MEMORY, decl.span())));
    }
    b.own(local);
    Binding binding = b.bind(decl.name(), local);
    if (count instanceof Val.Const c) {
      b.lowering.channelCounts.put(binding.origin(), c.bits());
    }
    b.plan.uses(Hook.CHANNEL_CREATE);
    b.plan.uses(Hook.CHANNEL_RELEASE);
  }

  /** Makes sure that the runtime runs, where that is not certain. */
  static void startRuntime(RoutineBuilder b, Span span) {
    b.noteRuntime();
    if (!b.isStep()) {
      b.plan.uses(Hook.RUNTIME_INIT);
      b.emit(new TaskCode.StartRuntime(b.raise(BuiltInError.RUNTIME_UNAVAILABLE, span)));
    }
  }

  static void send(RoutineBuilder b, Send send) {
    Val channel = LowerExpr.value(b, send.channel());
    Local message = b.declare("message", LowerExpr.value(b, send.value()));
    // A channel of a host or an array element is looked at again after the wait: keep it.
    Val kept = b.frozen("to", channel);
    b.emit(
        new TaskCode.Send(
            kept,
            message,
            b.nextSuspension(),
            b.cancelled(),
            closed(b, send.span()),
            b.raise(BuiltInError.OUT_OF_MEMORY, send.span())));
    waits(b, Hook.CHANNEL_SEND);
  }

  static void receive(RoutineBuilder b, Receive receive) {
    Val channel = b.frozen("from", LowerExpr.value(b, receive.channel()));
    Local value = b.local(receive.value().orElse("item"), element(channel));
    Local ok = b.local(receive.ok().orElse("received"), PlanType.BOOL);
    b.emit(
        new TaskCode.Receive(
            value, ok, Optional.empty(), channel, b.nextSuspension(), b.cancelled()));
    waits(b, Hook.CHANNEL_RECEIVE);
    if (receive.ok().isEmpty()) {
      b.emit(new Code.RaiseIf(LowerStmt.not(Val.read(ok)), closed(b, receive.span())));
    }
    receive.value().ifPresent(name -> b.bind(name, value));
    receive.ok().ifPresent(name -> b.bind(name, ok));
  }

  static void forReceive(RoutineBuilder b, ForReceive loop) {
    Val channel = b.frozen("from", LowerExpr.value(b, loop.channel()));
    Label label = b.label("items");
    b.jumps.pushLoop(new Jumps.Loop(label, b.scope()));
    Code body =
        b.nested(() ->
            b.scoped(() -> {
              Local value = b.local(loop.item(), element(channel));
              Local ok = b.local("received", PlanType.BOOL);
              b.emit(
                  new TaskCode.Receive(
                      value, ok, Optional.empty(), channel, b.nextSuspension(), b.cancelled()));
              b.emit(new Code.If(LowerStmt.not(Val.read(ok)), new Code.Break(label), Code.NOTHING));
              b.bind(loop.item(), value);
              LowerStmt.block(b, loop.body());
            }));
    b.jumps.popLoop();
    waits(b, Hook.CHANNEL_RECEIVE);
    b.emit(new Code.Loop(label, Val.bool(true), body, Code.NOTHING));
  }

  static void offer(RoutineBuilder b, Offer offer) {
    Val channel = LowerExpr.value(b, offer.channel());
    Val value = LowerExpr.value(b, offer.value());
    Local done = b.local(offer.ok().orElse("sent"), PlanType.BOOL);
    b.emit(new TaskCode.Offer(done, channel, value, closed(b, offer.span())));
    waits(b, Hook.CHANNEL_SEND);
    offer.ok().ifPresent(name -> b.bind(name, done));
  }

  static void poll(RoutineBuilder b, Poll poll) {
    Val channel = LowerExpr.value(b, poll.channel());
    Local value = b.local(poll.value().orElse("item"), element(channel));
    Local ok = b.local(poll.ok().orElse("received"), PlanType.BOOL);
    b.emit(new TaskCode.Poll(value, ok, channel));
    waits(b, Hook.CHANNEL_RECEIVE);
    poll.value().ifPresent(name -> b.bind(name, value));
    poll.ok().ifPresent(name -> b.bind(name, ok));
  }

  static void close(RoutineBuilder b, Close close) {
    Val channel = LowerExpr.value(b, close.channel());
    b.emit(new TaskCode.Close(channel, closed(b, close.span())));
    b.plan.uses(Hook.CHANNEL_CLOSE);
    b.noteRuntime();
  }

  static PlanType element(Val channel) {
    return ((PlanType.Channel) channel.type()).element();
  }

  static Code.Raise closed(RoutineBuilder b, Span span) {
    return b.raise(BuiltInError.CHANNEL_CLOSED, span);
  }

  static void waits(RoutineBuilder b, Hook hook) {
    b.plan.uses(hook);
    b.noteRuntime();
    // Waiting outside of every region can end in a deadlock, which is raised where it waits.
    b.noteRaise();
  }

  static Val plus(Val left, Val right) {
    if (left instanceof Val.Const c && c.bits() == 0) {
      return right;
    }
    return LowerExpr.i64(BinaryOperator.ADD, left, right);
  }
}
