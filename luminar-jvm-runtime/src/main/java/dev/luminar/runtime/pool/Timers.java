package dev.luminar.runtime.pool;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The clock of a runtime and one daemon thread that acts when deadlines pass; it exists only while
 * there are any.
 */
final class Timers {
  private static final long IDLE_SECONDS = 1;

  private final ScheduledThreadPoolExecutor executor;

  Timers(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, threadName);
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  long now() {
    return System.nanoTime();
  }

  /** Runs {@code action}, which must not block, once the deadline has passed. */
  Future<?> at(long deadline, Runnable action) {
    return executor.schedule(action, Math.max(0, deadline - now()), TimeUnit.NANOSECONDS);
  }

  Expiry expireAt(long deadline, WaitPlace place, Participant participant) {
    Expiry expiry = new Expiry(place, participant);
    expiry.future = at(deadline, expiry);
    return expiry;
  }

  void shutdown() {
    executor.shutdownNow();
    boolean interrupted = false;
    for (; ; ) {
      try {
        if (executor.awaitTermination(1, TimeUnit.SECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The deadline of one operation. */
  static final class Expiry implements Runnable {
    private final WaitPlace place;
    private final Participant participant;
    private Future<?> future;

    private Expiry(WaitPlace place, Participant participant) {
      this.place = place;
      this.participant = participant;
    }

    @Override
    public void run() {
      place.expire(participant, this);
    }

    void cancel() {
      future.cancel(false);
    }
  }
}
