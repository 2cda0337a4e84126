package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Status;

/** The place of one sleep; only its deadline or a cancellation ends it. */
final class Sleep implements WaitPlace {
  private final WaitQueue sleeper = new WaitQueue();

  int begin(Participant participant, long deadline, Timers timers) {
    synchronized (this) {
      return participant.mustStop()
          ? Status.CANCELLED
          : enter(participant, sleeper, true, deadline, timers);
    }
  }

  @Override
  public Object waitLock() {
    return this;
  }

  @Override
  public void dequeue(Participant participant) {
    sleeper.remove(participant);
  }

  @Override
  public int expiredOutcome() {
    return Status.OK;
  }

  @Override
  public String describe(Participant participant) {
    return "waits to wake up";
  }
}
