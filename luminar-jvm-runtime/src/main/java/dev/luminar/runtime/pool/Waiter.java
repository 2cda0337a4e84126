package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Message;

/**
 * An entry of a queue of those who wait: a participant with its one operation, or one arm of its
 * select. All but {@link #participant} is guarded by the lock of the place whose queue it is in.
 */
abstract class Waiter {
  Waiter waitPrevious;
  Waiter waitNext;

  /** The queue that it is in; null while it is in none. */
  WaitQueue queue;

  /** The one who waits. */
  abstract Participant participant();

  /** What it wants to send, or where what it receives goes. */
  abstract Message message();

  /**
   * Ends the waiting with an outcome, and answers whether it still waited. From then on until it is
   * woken its message belongs to the caller, who has to wake it.
   */
  abstract boolean claim(int outcome);

  /** The host can serve it from now on: it counts as active. */
  abstract void hold();

  /**
   * The host can serve it no longer. Answers the call that has one active participant less now;
   * null if none has.
   */
  abstract Call unhold();
}
