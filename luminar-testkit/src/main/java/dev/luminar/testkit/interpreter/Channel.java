package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.testkit.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A channel: first in, first out, also among those who wait. */
final class Channel {
  final String name;
  final Span span;
  private final Scheduler scheduler;
  private final long capacity;
  private final Deque<Value> items = new ArrayDeque<>();
  private final Deque<Waiter> senders = new ArrayDeque<>();
  private final Deque<Waiter> receivers = new ArrayDeque<>();
  private boolean isClosed;
  private long received;

  Channel(Scheduler scheduler, String name, long capacity, Span span) {
    this.scheduler = scheduler;
    this.name = name;
    this.capacity = capacity;
    this.span = span;
  }

  /** An item with its place in the order of the channel. */
  record Item(Value value, long ordinal) {}

  /** Somebody who waits: a sender with its value, or a receiver until it has an item. */
  static final class Waiter {
    final Strand strand;
    final @Nullable Value sent;

    /** What happens when the operation was done, or its channel was closed. */
    final Runnable ended;

    @Nullable Item item;
    boolean isDone;

    Waiter(Strand strand, @Nullable Value sent, Runnable ended) {
      this.strand = strand;
      this.sent = sent;
      this.ended = ended;
    }
  }

  /**
   * Sends, waiting for room; says whether the item was taken, which it is not if the channel is
   * closed.
   */
  boolean send(Value value, Span at) {
    scheduler.current().checkCancelled();
    if (isClosed) {
      return false;
    }
    if (offerNow(value)) {
      return true;
    }
    Waiter me = waiter(value);
    await(me);
    scheduler.suspend(wait("send", me, at));
    if (!me.isDone) {
      scheduler.current().checkCancelled();
    }
    return me.isDone;
  }

  /** Receives, waiting for an item; empty if the channel is closed and has none left. */
  Optional<Item> receive(Span at) {
    scheduler.current().checkCancelled();
    Optional<Item> now = pollNow();
    if (now.isPresent() || isClosed) {
      return now;
    }
    Waiter me = waiter(null);
    await(me);
    scheduler.suspend(wait("receive", me, at));
    if (!me.isDone) {
      scheduler.current().checkCancelled();
    }
    return Optional.ofNullable(me.item);
  }

  private Waiter waiter(@Nullable Value sent) {
    Strand me = scheduler.current();
    return new Waiter(me, sent, () -> scheduler.wake(me));
  }

  private Strand.Wait wait(String verb, Waiter waiter, Span at) {
    return new Strand.Wait(verb + " at " + name, at, () -> forget(waiter));
  }

  /** Puts somebody behind those who wait. */
  void await(Waiter waiter) {
    (waiter.sent == null ? receivers : senders).add(waiter);
  }

  /** Takes somebody out who waits. */
  void forget(Waiter waiter) {
    (waiter.sent == null ? receivers : senders).remove(waiter);
  }

  /** Sends if that needs no waiting. */
  boolean offer(Value value) {
    scheduler.current().checkCancelled();
    return offerNow(value);
  }

  /** Receives if that needs no waiting. */
  Optional<Item> poll() {
    scheduler.current().checkCancelled();
    return pollNow();
  }

  boolean isClosed() {
    return isClosed;
  }

  boolean offerNow(Value value) {
    Waiter receiver = receivers.poll();
    if (receiver != null) {
      receiver.item = new Item(value, received++);
      finish(receiver);
      return true;
    }
    return items.size() < capacity && items.add(value);
  }

  Optional<Item> pollNow() {
    Value first = items.poll();
    Waiter sender = senders.peek();
    if (sender != null && (first != null || capacity == 0)) {
      senders.remove();
      if (first == null) {
        first = sender.sent;
      } else {
        items.add(java.util.Objects.requireNonNull(sender.sent));
      }
      finish(sender);
    }
    return first == null ? Optional.empty() : Optional.of(new Item(first, received++));
  }

  private void finish(Waiter waiter) {
    waiter.isDone = true;
    waiter.ended.run();
  }

  /** Closes, and wakes all who wait; says whether it was open. */
  boolean close() {
    if (isClosed) {
      return false;
    }
    isClosed = true;
    // A select that waits here leaves its other queues, which may be this channel's too.
    for (Waiter waiter = receivers.poll(); waiter != null; waiter = receivers.poll()) {
      waiter.ended.run();
    }
    for (Waiter waiter = senders.poll(); waiter != null; waiter = senders.poll()) {
      waiter.ended.run();
    }
    return true;
  }
}
