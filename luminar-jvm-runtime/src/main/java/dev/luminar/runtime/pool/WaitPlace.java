package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskHooks;

/**
 * Where a participant can wait: a channel, a group (join), a task (await), a sleep, an I/O
 * operation. While it waits there, the participant's {@code waitingIn} is the place, and its links,
 * {@code outcome}, {@code held} and {@code expiry} are guarded by the place's lock; whoever takes
 * it out under that lock, and nobody else, wakes it afterwards.
 */
interface WaitPlace {
  /** Guards who waits here. */
  Object waitLock();

  /** Under the lock: takes it out of its queue. */
  void dequeue(Participant participant);

  /** What the participant does here, for reports: "waits to send to channel c (f:3)". */
  String describe(Participant participant);

  /** The outcome for one whose deadline passed. */
  default int expiredOutcome() {
    return Status.TIMED_OUT;
  }

  /**
   * Under the lock: the participant, which runs, begins to wait here.
   *
   * @param queue where it is put
   * @param external whether what it waits for can come from outside of the call
   * @return PENDING; TIMED_OUT or CANCELLED if it need not begin
   */
  default int enter(
      Participant participant, WaitQueue queue, boolean external, long deadline, Timers timers) {
    boolean timed = deadline != TaskHooks.NO_DEADLINE;
    if (timed && deadline <= timers.now()) {
      return expiredOutcome();
    }
    participant.waitsIn(this, external || timed);
    queue.add(participant);
    if (participant.mustStop()) {
      // Asked to stop while it entered; nobody can have taken it out, since that needs the lock.
      queue.remove(participant);
      participant.held = false;
      participant.waitsNoLonger(Status.CANCELLED);
      return Status.CANCELLED;
    }
    if (participant.held) {
      participant.activateCall();
    }
    if (timed) {
      participant.expiry = timers.expireAt(deadline, this, participant);
    }
    return Status.PENDING;
  }

  /**
   * If the participant still waits here, takes it out without waking it; answers whether it did.
   */
  default boolean withdraw(Participant participant, int outcome) {
    synchronized (waitLock()) {
      if (participant.waitingIn != this) {
        return false;
      }
      dequeue(participant);
      participant.waitsNoLonger(outcome);
      return true;
    }
  }

  /**
   * If the participant still waits here and must stop, takes it out with the outcome CANCELLED and
   * wakes it.
   */
  default void cancelWait(Participant participant) {
    synchronized (waitLock()) {
      if (!participant.mustStop() || !withdraw(participant, Status.CANCELLED)) {
        return;
      }
    }
    participant.wakeAndRelease();
  }

  /** The deadline of the operation that {@code expiry} belongs to has passed. */
  default void expire(Participant participant, Timers.Expiry expiry) {
    synchronized (waitLock()) {
      if (participant.expiry != expiry || !withdraw(participant, expiredOutcome())) {
        return;
      }
    }
    participant.wakeAndRelease();
  }
}
