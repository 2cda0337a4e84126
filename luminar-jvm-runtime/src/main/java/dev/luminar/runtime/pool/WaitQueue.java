package dev.luminar.runtime.pool;

/**
 * Those who wait, in the order in which they came, linked through themselves. Guarded by the lock
 * of the place it is in.
 *
 * <p>An arm of a select stays in its queue until the select ends, which may be after another arm
 * was done: then it cannot be claimed any more, and is passed over.
 */
final class WaitQueue {
  private Waiter first;
  private Waiter last;

  boolean isEmpty() {
    return first == null;
  }

  Waiter first() {
    return first;
  }

  void add(Waiter waiter) {
    waiter.queue = this;
    waiter.waitPrevious = last;
    waiter.waitNext = null;
    if (last == null) {
      first = waiter;
    } else {
      last.waitNext = waiter;
    }
    last = waiter;
  }

  void remove(Waiter waiter) {
    Waiter before = waiter.waitPrevious;
    Waiter after = waiter.waitNext;
    if (before == null) {
      first = after;
    } else {
      before.waitNext = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.waitPrevious = before;
    }
    waiter.queue = null;
    waiter.waitPrevious = null;
    waiter.waitNext = null;
  }

  /** Takes the first out that still waits, with {@code outcome}; null when there is none. */
  Waiter take(int outcome) {
    for (Waiter waiter = first; waiter != null; waiter = first) {
      remove(waiter);
      if (waiter.claim(outcome)) {
        return waiter;
      }
    }
    return null;
  }

  /** Takes all out with {@code outcome}; a chain for {@link #wakeAll}. */
  Waiter takeAll(int outcome, Waiter rest) {
    Waiter chain = rest;
    for (Waiter each = take(outcome); each != null; each = take(outcome)) {
      each.waitNext = chain;
      chain = each;
    }
    return chain;
  }

  /** Wakes a chain of {@link #takeAll}, with no lock held. */
  static void wakeAll(Waiter chain) {
    Waiter each = chain;
    while (each != null) {
      Waiter next = each.waitNext;
      each.waitNext = null;
      each.participant().wakeAndRelease();
      each = next;
    }
  }
}
