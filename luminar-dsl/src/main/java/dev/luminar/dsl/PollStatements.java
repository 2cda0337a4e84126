package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Cancel;
import dev.luminar.model.Close;
import dev.luminar.model.Offer;
import dev.luminar.model.Poll;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ScalarType;
import java.util.Optional;

/** Statements on channels and tasks that never wait. */
public sealed interface PollStatements permits WaitStatements, CleanupBlock, CleanupLoop {
  /** Adds {@code let ok = offer(channel, value);}. */
  default <V extends Value<V>> Bool offer(String ok, Chan<V> channel, V value) {
    requireNonNull(ok, "ok");
    requireNonNull(channel, "channel");
    requireNonNull(value, "value");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr to = b.use(channel, here);
    Expr item = b.use(value, here);
    String fresh = b.fresh(ok);
    b.add(new Offer(Optional.of(fresh), to, item, here));
    return new Bool(new Ref(fresh, ScalarType.BOOL, here), b);
  }

  /** Adds {@code offer(channel, value);}, whether it succeeds or not. */
  default <V extends Value<V>> void offer(Chan<V> channel, V value) {
    requireNonNull(channel, "channel");
    requireNonNull(value, "value");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Offer(Optional.empty(), b.use(channel, here), b.use(value, here), here));
  }

  /** Adds {@code let value, ok = poll(channel);}. */
  default <V extends Value<V>> Outcome<V> poll(String value, String ok, Chan<V> channel) {
    requireNonNull(value, "value");
    requireNonNull(ok, "ok");
    requireNonNull(channel, "channel");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr from = b.use(channel, here);
    Optional<String> valueName = Optional.of(b.fresh(value));
    Optional<String> okName = Optional.of(b.fresh(ok));
    b.add(new Poll(valueName, okName, from, here));
    return Received.outcome(channel, valueName.get(), okName.get(), here, b);
  }

  /** Adds {@code close(channel);}. */
  default void close(Chan<?> channel) {
    requireNonNull(channel, "channel");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Close(b.use(channel, here), here));
  }

  /** Adds {@code cancel task;}, which asks the task to stop. */
  default void cancel(Spawned<?> task) {
    requireNonNull(task, "task");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Cancel(b.use(task, here), here));
  }
}
