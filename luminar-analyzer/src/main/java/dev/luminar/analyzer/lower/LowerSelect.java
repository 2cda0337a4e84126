package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.Select;
import dev.luminar.model.SelectArm;
import dev.luminar.model.SelectDefault;
import dev.luminar.model.SelectPolicy;
import dev.luminar.model.SelectReceive;
import dev.luminar.model.SelectSend;
import dev.luminar.model.SelectTimeout;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/** This pass lowers selects: one statement that does an arm, and a choice of what follows it. */
final class LowerSelect {

  /** The most arms that are nested in each other; more are laid out flat. */
  private static final int NESTED_ARMS_MAX = 16;

  /** What splitmix64 adds to its state for each number that it makes. */
  private static final long SEED_STEP = 0x9e3779b97f4a7c15L;

  private final RoutineBuilder b;
  private final Select select;
  private final List<TaskCode.SelectArm> arms = new ArrayList<>();

  /** What takes received values: one local for each type, since one arm is done at most. */
  private final Map<PlanType, Local> rooms = new HashMap<>();

  private final Local chosen;
  private final Local closed;
  private @Nullable Local turn;

  private LowerSelect(RoutineBuilder b, Select select) {
    this.b = b;
    this.select = select;
    this.chosen = b.local("chosen", PlanType.I32);
    this.closed = b.local("is_closed", PlanType.BOOL);
  }

  static void lower(RoutineBuilder b, Select select) {
    new LowerSelect(b, select).lower();
  }

  private void lower() {
    if (b.openBlock == null) {
      LowerChannel.startRuntime(b, select.span());
    }
    Optional<Val> timeout = operations();
    if (arms.isEmpty()) {
      LowerSleep.sleep(b, timeout.orElseThrow(), select.span());
      bodies();
      return;
    }
    SelectPolicy.Kind policy = arms.size() > 1 ? select.policy().kind() : SelectPolicy.Kind.ORDERED;
    turn = policy == SelectPolicy.Kind.ORDERED ? null : b.turns.of(select);
    b.emit(
        new TaskCode.Select(
            Lists.immutable.ofAll(arms),
            policy,
            turn == null ? Val.i64(0) : Val.read(turn),
            timeout,
            chosen,
            closed,
            b.nextSuspension(),
            b.cancelled(),
            b.raise(BuiltInError.OUT_OF_MEMORY, select.span())));
    LowerChannel.waits(b, Hook.CHANNEL_SELECT);
    if (turn != null) {
      b.emit(new Code.Set(turn, nextTurn(policy)));
    }
    bodies();
  }

  /** What the select remembers for its next run. */
  private Val nextTurn(SelectPolicy.Kind policy) {
    Val last = Val.read(turn);
    if (policy == SelectPolicy.Kind.SEEDED) {
      return LowerExpr.i64(BinaryOperator.ADD, last, Val.i64(SEED_STEP));
    }
    Val done = new Val.Convert(ScalarType.I32, ScalarType.I64, Val.read(chosen));
    Val behind = LowerExpr.i64(BinaryOperator.ADD, done, Val.i64(1));
    return select.arms().size() == arms.size() ? behind : new Val.Choose(isDone(), behind, last);
  }

  /** Whether an arm was done, and not the default or timeout taken. */
  private Val isDone() {
    return new Val.Binary(
        BinaryOperator.GE, ScalarType.I32, Val.read(chosen), new Val.Const(ScalarType.I32, 0));
  }

  /** Evaluates what the arms need, in source order; gives the timeout. */
  private Optional<Val> operations() {
    Optional<Val> timeout = Optional.empty();
    for (SelectArm arm : select.arms()) {
      switch (arm) {
        case SelectSend send -> {
          Val channel = LowerExpr.value(b, send.channel());
          Local message = b.declare("message", LowerExpr.value(b, send.value()));
          arms.add(new TaskCode.SelectArm(true, channel, message));
        }
        case SelectReceive receive -> {
          Val channel = LowerExpr.value(b, receive.channel());
          Local room =
              rooms.computeIfAbsent(
                  LowerChannel.element(channel), type -> b.local(nameOfItems(receive), type));
          arms.add(new TaskCode.SelectArm(false, channel, room));
        }
        case SelectTimeout limit ->
            timeout = Optional.of(LowerSleep.duration(b, limit.timeout(), limit.span()));
        case SelectDefault otherwise -> timeout = Optional.of(Val.i64(0));
      }
    }
    return timeout;
  }

  /** The name of what takes the items of arms of one type: theirs, if all of them agree. */
  private String nameOfItems(SelectReceive one) {
    boolean isCommon =
        select
            .arms()
            .allSatisfy(arm ->
                !(arm instanceof SelectReceive receive)
                    || !receive.channel().type().equals(one.channel().type())
                    || receive.value().equals(one.value()));
    return isCommon ? one.value().orElse("item") : "received";
  }

  /** What follows each arm. The last one needs no question. */
  private void bodies() {
    List<Runnable> ways = new ArrayList<>();
    Runnable otherwise = null;
    for (SelectArm arm : select.arms()) {
      if (arm instanceof SelectDefault) {
        otherwise =
            () -> {
              pause();
              LowerStmt.block(b, arm.body());
            };
      } else if (arm instanceof SelectTimeout) {
        otherwise = () -> LowerStmt.block(b, arm.body());
      } else {
        int number = ways.size();
        ways.add(() -> b.scoped(() -> done(arm, number)));
      }
    }
    if (otherwise != null) {
      ways.add(otherwise);
    }
    if (ways.size() <= NESTED_ARMS_MAX) {
      nested(ways, 0);
    } else {
      flat(ways);
    }
  }

  /**
   * A task that polls by a select lets others run every so many times: those that it waits for may
   * need its pool thread.
   */
  private void pause() {
    if (!b.isStep() || arms.isEmpty()) {
      return;
    }
    Local polls = b.turns.polls(select);
    b.emit(new Code.Set(polls, LowerExpr.i64(BinaryOperator.ADD, Val.read(polls), Val.i64(1))));
    b.emit(LowerLoop.yieldPoint(b, polls));
  }

  private void nested(List<Runnable> ways, int number) {
    if (number == ways.size() - 1) {
      ways.get(number).run();
      return;
    }
    Code then = b.nested(ways.get(number));
    Code others = b.nested(() -> nested(ways, number + 1));
    b.emit(new Code.If(is(number), then, others));
  }

  private void flat(List<Runnable> ways) {
    Label end = b.label("end_select");
    Code choice =
        b.nested(() -> {
          for (int i = 0; i < ways.size() - 1; i++) {
            Runnable way = ways.get(i);
            Code then =
                b.nested(() -> {
                  way.run();
                  b.emit(new Code.Break(end));
                });
            b.emit(new Code.If(is(i), then, Code.NOTHING));
          }
          ways.get(ways.size() - 1).run();
        });
    b.emit(new Code.Labelled(end, choice));
  }

  private Val is(int number) {
    return new Val.Binary(
        BinaryOperator.EQ, ScalarType.I32, Val.read(chosen), new Val.Const(ScalarType.I32, number));
  }

  /** In the scope of the arm: what it found, and its body. */
  private void done(SelectArm arm, int number) {
    switch (arm) {
      case SelectReceive receive -> received(receive, arms.get(number).message());
      default -> raiseIfClosed(arm.span());
    }
    LowerStmt.statements(b, arm.body());
  }

  private void received(SelectReceive receive, Local room) {
    if (receive.ok().isEmpty()) {
      raiseIfClosed(receive.span());
    }
    receive.value().ifPresent(name -> b.bind(name, room));
    receive.ok().ifPresent(name -> b.bind(name, b.declare(name, LowerStmt.not(Val.read(closed)))));
  }

  private void raiseIfClosed(Span span) {
    b.emit(new Code.RaiseIf(Val.read(closed), LowerChannel.closed(b, span)));
  }
}
