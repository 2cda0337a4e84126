package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskHooks;

/**
 * Something outside of any call that ends once, with a status, and in which others can wait for
 * that.
 */
abstract class Completion implements WaitPlace {
  private final Timers timers;
  private final WaitQueue waiting = new WaitQueue();
  private int status = Status.PENDING;

  Completion(Timers timers) {
    this.timers = timers;
  }

  public final synchronized int status() {
    return status;
  }

  /** Ends it and wakes all who wait. */
  final void complete(int status) {
    Waiter woken;
    synchronized (this) {
      this.status = status;
      woken = waiting.takeAll(status, null);
    }
    WaitQueue.wakeAll(woken);
  }

  final synchronized int begin(Participant participant, long deadline) {
    if (participant.mustStop()) {
      return Status.CANCELLED;
    }
    return status != Status.PENDING ? status : enter(participant, waiting, true, deadline, timers);
  }

  final int await(HostThread thread, long deadline) {
    return thread.finished(begin(thread, deadline));
  }

  final int await(HostThread thread) {
    return await(thread, TaskHooks.NO_DEADLINE);
  }

  @Override
  public final Object waitLock() {
    return this;
  }

  @Override
  public final void dequeue(Participant participant) {
    waiting.remove(participant);
  }
}
