package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.SelectArm;
import dev.luminar.model.SelectDefault;
import dev.luminar.model.SelectReceive;
import dev.luminar.model.SelectSend;
import dev.luminar.model.SelectTimeout;
import dev.luminar.model.expr.Expr;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;

/**
 * The arms of a select.
 *
 * @param <B> the class of the block that has the select, which is the class of the arms
 */
public final class SelectBlock<B extends OpenBlock> extends OpenBlock {
  private final OpenBlock owner;
  private final MutableList<SelectArm> arms = Lists.mutable.empty();

  SelectBlock(OpenBlock owner, Span place) {
    super(owner, "select", place);
    this.owner = owner;
  }

  /** Adds {@code let item = receive(channel) => { }}; a closed channel never makes it ready. */
  public <V extends Value<V>> void receive(
      String item, Chan<V> channel, BiConsumer<? super B, V> body) {
    requireNonNull(item, "item");
    requireNonNull(channel, "channel");
    requireNonNull(body, "body");
    Span here = enter();
    Expr from = use(channel, here);
    B arm = arm("receive", here);
    String name = arm.fresh(item);
    V value = Received.value(channel, name, here, arm);
    Block block = build(arm, a -> body.accept(a, value));
    arms.add(new SelectReceive(Optional.of(name), Optional.empty(), from, block, here));
  }

  /** Adds {@code let item, ok = receive(channel) => { }}. */
  public <V extends Value<V>> void receive(
      String item, String ok, Chan<V> channel, BiConsumer<? super B, Outcome<V>> body) {
    requireNonNull(item, "item");
    requireNonNull(ok, "ok");
    requireNonNull(channel, "channel");
    requireNonNull(body, "body");
    Span here = enter();
    Expr from = use(channel, here);
    B arm = arm("receive", here);
    String itemName = arm.fresh(item);
    String okName = arm.fresh(ok);
    Outcome<V> outcome = Received.outcome(channel, itemName, okName, here, arm);
    Block block = build(arm, a -> body.accept(a, outcome));
    arms.add(new SelectReceive(Optional.of(itemName), Optional.of(okName), from, block, here));
  }

  /** Adds {@code send(channel, value) => { }}. */
  public <V extends Value<V>> void send(Chan<V> channel, V value, Consumer<? super B> body) {
    requireNonNull(channel, "channel");
    requireNonNull(value, "value");
    requireNonNull(body, "body");
    Span here = enter();
    Expr to = use(channel, here);
    Expr item = use(value, here);
    Block block = build(arm("send", here), body);
    arms.add(new SelectSend(to, item, block, here));
  }

  /** Adds {@code default => { }}, which runs at once if no other arm can. */
  public void otherwise(Consumer<? super B> body) {
    requireNonNull(body, "body");
    Span here = enter();
    arms.add(new SelectDefault(build(arm("default", here), body), here));
  }

  /** Adds {@code timeout nanos => { }}, which runs if no other arm could for that time. */
  public void timeout(I64 nanos, Consumer<? super B> body) {
    requireNonNull(nanos, "nanos");
    requireNonNull(body, "body");
    Span here = enter();
    Expr time = use(nanos, here);
    arms.add(new SelectTimeout(time, build(arm("timeout", here), body), here));
  }

  /** Adds {@code timeout duration => { }}. */
  public void timeout(Duration duration, Consumer<? super B> body) {
    requireNonNull(duration, "duration");
    timeout(Dsl.i64(duration.toNanos()), body);
  }

  ImmutableList<SelectArm> arms() {
    return arms.toImmutable();
  }

  @SuppressWarnings("unchecked") // each kind of block makes arms of its own kind
  private B arm(String what, Span here) {
    return (B) owner.inner(this, what, here);
  }

  @Override
  OpenBlock inner(OpenBlock around, String arm, Span at) {
    return owner.inner(around, arm, at);
  }

  @Override
  OpenBlock innerLoop(String loop, Span at) {
    return owner.innerLoop(loop, at);
  }
}
