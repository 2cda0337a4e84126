package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.Status;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Somebody who can wait: a task, or a thread of the host.
 *
 * <p>The word says whether it runs: RUNNING and NOTIFIED mean it does, NOTIFIED that a wake-up
 * arrived meanwhile; IDLE that it waits; QUEUED (tasks only) that it will be stepped. Each pending
 * operation ends in exactly one wake-up.
 */
abstract class Participant extends Waiter {
  static final int RUNNING = 0;
  static final int NOTIFIED = 1;
  static final int IDLE = 2;
  static final int QUEUED = 3;

  static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(Participant.class, "word", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Where its messages travel through. */
  final Frame frame;

  // All accesses of the volatile fields below are sequentially consistent. Stopping relies on it: a
  // canceller sets a flag
  // and then reads where the participant waits; the participant says where it waits and then reads
  // the flags. One of them
  // sees the other.

  /** Asked to stop for good. */
  volatile boolean cancelled;

  /** The innermost group that it owns and has open. Written by itself. */
  volatile PoolGroup innermost;

  /** Where it waits; null while it does not. */
  volatile WaitPlace waitingIn;

  volatile int word;

  /**
   * How the last operation ended; PENDING while it has not. Guarded by the place, then the
   * participant's own.
   */
  int outcome;

  /**
   * Whether it counts as active although it waits, since what it waits for comes from outside.
   * Guarded by the place.
   */
  boolean held;

  /** The deadline of the pending operation; null without one. Guarded by the place. */
  Timers.Expiry expiry;

  // What follows is its own.

  /** Whether an operation was begun in the current step and is pending. */
  boolean begun;

  /** The select that it began and that has not ended; null without one. */
  PoolSelect selecting;

  /** Whether a hook told it that it is cancelled. */
  boolean sawCancel;

  /** How many groups it opened so far. */
  long groupsOpened;

  private int masked;

  Participant(Frame frame, int word) {
    this.frame = frame;
    this.word = word;
    frame.attach(this);
  }

  static Participant of(Frame frame) {
    if (frame.attachment() instanceof Participant participant) {
      return participant;
    }
    throw new IllegalArgumentException("task: " + frame.name() + " is no task of this runtime");
  }

  /** The call it takes part in; null for a thread of the host outside of any. */
  abstract Call call();

  /**
   * Makes it run again, now or when it is about to wait. Called once per pending operation, with no
   * lock held.
   */
  abstract void wake();

  /** For reports: "task producer (f:3)". */
  abstract String describe();

  /** The innermost block that what it does now belongs to; null outside of any. */
  abstract PoolGroup location();

  /** {@code path} (see {@link Paths}) behind its own path in the call. */
  abstract Paths.Entry path();

  @Override
  final Participant participant() {
    return this;
  }

  @Override
  final Message message() {
    return frame;
  }

  @Override
  final boolean claim(int outcome) {
    waitsNoLonger(outcome);
    return true;
  }

  @Override
  final void hold() {
    if (!held) {
      held = true;
      activateCall();
    }
  }

  @Override
  final Call unhold() {
    if (!held || expiry != null) {
      return null;
    }
    held = false;
    return call();
  }

  final boolean mustStop() {
    if (masked > 0) {
      return false;
    }
    if (cancelled) {
      return true;
    }
    PoolGroup group = innermost;
    return group != null && group.cancelled;
  }

  final boolean isMasked() {
    return masked > 0;
  }

  final void mask(int change) {
    masked += change;
  }

  final int check() {
    return mustStop() ? saw(Status.CANCELLED) : Status.OK;
  }

  /** Every status that goes back to the participant passes here. */
  final int saw(int status) {
    if (status == Status.PENDING) {
      begun = true;
    } else if (status == Status.CANCELLED) {
      sawCancel = true;
    }
    return status;
  }

  /** Under the lock of {@code place}: from now on it waits there. */
  final void waitsIn(WaitPlace place, boolean held) {
    outcome = Status.PENDING;
    this.held = held;
    waitingIn = place;
  }

  /** Under the lock of its place: it waits no longer. */
  final void waitsNoLonger(int outcome) {
    this.outcome = outcome;
    if (expiry != null) {
      expiry.cancel();
      expiry = null;
    }
    waitingIn = null;
  }

  /**
   * After {@link #waitsNoLonger}, outside of the place's lock: wakes it and gives up its hold on
   * the call.
   */
  final void wakeAndRelease() {
    boolean wasHeld = held;
    held = false;
    Call call = call();
    wake();
    if (wasHeld && call != null) {
      call.deactivate();
    }
  }

  final void activateCall() {
    Call call = call();
    if (call != null) {
      call.activate();
    }
  }

  /** Asks it to stop: it, the groups it has open, and what it waits for. */
  final void cancel() {
    cancelled = true;
    // As in a group's cancel: nobody is stuck while we tell one after the other.
    Call call = call();
    if (call != null) {
      call.activate();
    }
    for (PoolGroup group = innermost; group != null; group = group.outer) {
      group.cancel();
    }
    interrupt();
    if (call != null) {
      call.deactivate();
    }
  }

  /** Ends its waiting if it must stop. */
  final void interrupt() {
    WaitPlace place = waitingIn;
    if (place != null) {
      place.cancelWait(this);
    }
  }

  /** Called by itself while it runs: gives up the pending operation and answers its outcome. */
  final int abandon() {
    int ended = endPending();
    if (selecting != null) {
      selecting.leave();
    }
    return ended;
  }

  private int endPending() {
    begun = false;
    WaitPlace place = waitingIn;
    if (place != null && place.withdraw(this, Status.CANCELLED)) {
      if (held) {
        held = false;
        Call call = call();
        if (call != null) {
          call.deactivate();
        }
      }
      return outcome;
    }
    // Somebody completed the operation and is about to wake us; that wake-up must not reach a later
    // operation.
    while (!WORD.compareAndSet(this, NOTIFIED, RUNNING)) {
      Thread.yield();
    }
    return outcome;
  }
}
