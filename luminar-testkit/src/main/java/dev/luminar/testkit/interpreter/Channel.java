package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.testkit.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
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
  private static final class Waiter {
    final Strand strand;
    final @Nullable Value sent;
    @Nullable Item item;
    boolean isDone;

    Waiter(Strand strand, @Nullable Value sent) {
      this.strand = strand;
      this.sent = sent;
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
    Waiter me = new Waiter(scheduler.current(), value);
    senders.add(me);
    scheduler.suspend(wait("send", me.strand, at));
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
    Waiter me = new Waiter(scheduler.current(), null);
    receivers.add(me);
    scheduler.suspend(wait("receive", me.strand, at));
    if (!me.isDone) {
      scheduler.current().checkCancelled();
    }
    return Optional.ofNullable(me.item);
  }

  private Strand.Wait wait(String verb, Strand strand, Span at) {
    return new Strand.Wait(verb + " at " + name, at, () -> forget(strand));
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

  private boolean offerNow(Value value) {
    Waiter receiver = receivers.poll();
    if (receiver != null) {
      receiver.item = new Item(value, received++);
      finish(receiver);
      return true;
    }
    return items.size() < capacity && items.add(value);
  }

  private Optional<Item> pollNow() {
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
    scheduler.wake(waiter.strand);
  }

  /** Closes, and wakes all who wait; says whether it was open. */
  boolean close() {
    if (isClosed) {
      return false;
    }
    isClosed = true;
    receivers.forEach(waiter -> scheduler.wake(waiter.strand));
    senders.forEach(waiter -> scheduler.wake(waiter.strand));
    receivers.clear();
    senders.clear();
    return true;
  }

  /** A strand that was asked to stop no longer waits here. What it wanted to send stays unsent. */
  private void forget(Strand strand) {
    remove(senders, strand);
    remove(receivers, strand);
  }

  private static void remove(Deque<Waiter> waiters, Strand strand) {
    for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
      if (all.next().strand == strand) {
        all.remove();
      }
    }
  }
}
