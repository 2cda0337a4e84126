package dev.luminar.runtime.pool;

/**
 * Participants in the order in which they came, linked through themselves. Guarded by the lock of
 * the place it is in.
 */
final class WaitQueue {
  private Participant first;
  private Participant last;

  boolean isEmpty() {
    return first == null;
  }

  Participant first() {
    return first;
  }

  void add(Participant participant) {
    participant.waitPrevious = last;
    participant.waitNext = null;
    if (last == null) {
      first = participant;
    } else {
      last.waitNext = participant;
    }
    last = participant;
  }

  void remove(Participant participant) {
    Participant before = participant.waitPrevious;
    Participant after = participant.waitNext;
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
    participant.waitPrevious = null;
    participant.waitNext = null;
  }

  /** Takes the first out; null when there is none. */
  Participant poll() {
    Participant participant = first;
    if (participant != null) {
      remove(participant);
    }
    return participant;
  }

  /** Takes all out with {@code outcome}; a chain for {@link #wakeAll}. */
  Participant takeAll(int outcome, Participant rest) {
    Participant chain = rest;
    for (Participant each = poll(); each != null; each = poll()) {
      each.waitsNoLonger(outcome);
      each.waitNext = chain;
      chain = each;
    }
    return chain;
  }

  /** Wakes a chain of {@link #takeAll}, with no lock held. */
  static void wakeAll(Participant chain) {
    Participant each = chain;
    while (each != null) {
      Participant next = each.waitNext;
      each.waitNext = null;
      each.wakeAndRelease();
      each = next;
    }
  }
}
