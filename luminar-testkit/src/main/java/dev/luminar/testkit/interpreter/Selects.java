package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.model.Select;
import dev.luminar.model.SelectArm;
import dev.luminar.model.SelectDefault;
import dev.luminar.model.SelectReceive;
import dev.luminar.model.SelectSend;
import dev.luminar.model.SelectTimeout;
import dev.luminar.model.type.ChannelType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Executes selects. */
final class Selects {
  private final Machine machine;

  Selects(Machine machine) {
    this.machine = machine;
  }

  /** An arm whose operands were evaluated. */
  private record Operation(SelectArm arm, Channel channel, @Nullable Value sent) {}

  /** What was done: the arm, and the item if it received one. */
  private record Done(Operation operation, boolean isClosed, Optional<Channel.Item> item) {}

  Statements.Flow run(Select select, Scope scope) {
    List<Operation> operations = new ArrayList<>();
    OptionalLong timeout = evaluate(select, scope, operations);
    Strand strand = machine.strand();
    strand.checkCancelled();
    int first = first(select, operations.size(), strand);
    Optional<Done> done = atOnce(operations, first);
    if (done.isEmpty() && (timeout.isEmpty() || timeout.getAsLong() > 0)) {
      done = waiting(operations, timeout, select.span());
    }
    done.ifPresent(d -> strand.turns.put(select, (long) operations.indexOf(d.operation()) + 1));
    return done.isPresent() ? follow(done.get(), scope) : otherwise(select, scope);
  }

  /** Evaluates the operands of the arms in source order; gives the time to wait at most. */
  private OptionalLong evaluate(Select select, Scope scope, List<Operation> operations) {
    OptionalLong timeout = OptionalLong.empty();
    for (SelectArm arm : select.arms()) {
      switch (arm) {
        case SelectSend send -> {
          Channel channel = machine.expressions.channel(send.channel(), scope);
          var value = (Value) machine.expressions.eval(send.value(), scope);
          operations.add(new Operation(arm, channel, value));
        }
        case SelectReceive receive ->
            operations.add(
                new Operation(arm, machine.expressions.channel(receive.channel(), scope), null));
        case SelectTimeout limit ->
            timeout = OptionalLong.of(machine.duration(limit.timeout(), limit.span(), scope));
        case SelectDefault none -> timeout = OptionalLong.of(0);
      }
    }
    return timeout;
  }

  /** The arm that is looked at first, by the policy. */
  private static int first(Select select, int count, Strand strand) {
    if (count == 0) {
      return 0;
    }
    return switch (select.policy().kind()) {
      case ORDERED -> 0;
      case ROTATING -> (int) (strand.turns.getOrDefault(select, 0L) % count);
      case SEEDED -> {
        long run = strand.runs.merge(select, 1L, Long::sum) - 1;
        yield (int) Long.remainderUnsigned(splitmix64(select.policy().seed(), run), count);
      }
    };
  }

  /** The number that splitmix64 makes as its n-th, from 0, out of a seed. */
  private static long splitmix64(long seed, long n) {
    long z = seed + (n + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static Optional<Done> atOnce(List<Operation> operations, int first) {
    for (int i = 0; i < operations.size(); i++) {
      Operation each = operations.get((first + i) % operations.size());
      Channel channel = each.channel();
      if (each.sent() != null) {
        if (channel.isClosed() || channel.offerNow(each.sent())) {
          return Optional.of(new Done(each, channel.isClosed(), Optional.empty()));
        }
      } else {
        Optional<Channel.Item> item = channel.pollNow();
        if (item.isPresent() || channel.isClosed()) {
          return Optional.of(new Done(each, item.isEmpty(), item));
        }
      }
    }
    return Optional.empty();
  }

  /** Waits in all channels until one arm was done; empty when the time is over. */
  private Optional<Done> waiting(List<Operation> operations, OptionalLong timeout, Span at) {
    Strand me = machine.strand();
    List<Channel.Waiter> waiters = new ArrayList<>();
    int[] ended = {-1};
    Runnable leave =
        () -> {
          for (int i = 0; i < waiters.size(); i++) {
            operations.get(i).channel().forget(waiters.get(i));
          }
        };
    Scheduler.Timer timer =
        timeout.isEmpty()
            ? null
            : machine.scheduler.after(
                timeout.getAsLong(),
                () -> {
                  leave.run();
                  machine.scheduler.wake(me);
                });
    Runnable leaveAll =
        () -> {
          leave.run();
          if (timer != null) {
            machine.scheduler.takeBack(timer);
          }
        };
    for (int i = 0; i < operations.size(); i++) {
      int number = i;
      var waiter =
          new Channel.Waiter(
              me,
              operations.get(i).sent(),
              () -> {
                ended[0] = number;
                leaveAll.run();
                machine.scheduler.wake(me);
              });
      waiters.add(waiter);
    }
    for (int i = 0; i < operations.size(); i++) {
      operations.get(i).channel().await(waiters.get(i));
    }
    machine.scheduler.suspend(new Strand.Wait(words(operations), at, leaveAll));
    if (ended[0] < 0) {
      me.checkCancelled();
      return Optional.empty();
    }
    Channel.Waiter waiter = waiters.get(ended[0]);
    Optional<Channel.Item> item = Optional.ofNullable(waiter.item);
    return Optional.of(new Done(operations.get(ended[0]), !waiter.isDone, item));
  }

  private static String words(List<Operation> operations) {
    StringBuilder text = new StringBuilder();
    for (Operation each : operations) {
      text.append(text.isEmpty() ? "" : " or ").append(each.sent() == null ? "receive" : "send");
      text.append(" at ").append(each.channel().name);
    }
    return text.toString();
  }

  private Statements.Flow follow(Done done, Scope scope) {
    Scope inner = new Scope(scope);
    SelectArm arm = done.operation().arm();
    boolean mayBeClosed = false;
    if (arm instanceof SelectReceive receive) {
      mayBeClosed = receive.ok().isPresent();
      var type = ((ChannelType) receive.channel().type()).element();
      Value value =
          done.item().map(Channel.Item::value).orElseGet(() -> ChannelStatements.zero(type));
      Statements.bind(receive.value(), value, inner);
      Statements.bind(receive.ok(), Scalar.bool(!done.isClosed()), inner);
    }
    if (done.isClosed() && !mayBeClosed) {
      throw machine.raise(BuiltInError.CHANNEL_CLOSED, arm.span());
    }
    return machine.statements.statements(arm.body(), inner);
  }

  private Statements.Flow otherwise(Select select, Scope scope) {
    SelectArm arm =
        select.arms().detect(a -> a instanceof SelectDefault || a instanceof SelectTimeout);
    if (arm instanceof SelectDefault) {
      // It may be polling for what another task does.
      machine.scheduler.yield();
      machine.strand().checkCancelled();
    }
    return machine.statements.block(arm.body(), scope);
  }
}
