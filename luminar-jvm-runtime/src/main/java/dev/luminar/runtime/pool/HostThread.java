package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of the host: inside a call (see {@link #enter}), or, for one blocking operation, outside
 * of any.
 */
final class HostThread extends Participant {
  final Thread thread = Thread.currentThread();
  private final Carriers carriers;
  private Call call;
  private RunTask runTask;
  private HostThread before;
  private boolean hasLeft;

  HostThread(Carriers carriers, String name, String place) {
    super(new HostFrame(name, place), RUNNING);
    this.carriers = carriers;
  }

  /** Begins its call; {@code around} is the run-to-end task that the thread is, or null. */
  void enter(Stats stats, RunTask around) {
    call = new Call(this, stats);
    runTask = around;
    if (around != null) {
      before = around.participant();
      around.nowIn(this);
    }
  }

  /** Ends its call; false if it had ended before. */
  boolean leave() {
    if (hasLeft) {
      return false;
    }
    hasLeft = true;
    if (runTask != null) {
      runTask.nowIn(before);
    }
    return true;
  }

  /** Checks that the current thread may act for it. */
  void checkThread() {
    if (thread != Thread.currentThread()) {
      throw new IllegalStateException("task: belongs to thread " + thread.getName());
    }
  }

  /** The outcome of an operation that was begun with {@code status}, once it has one. */
  int finished(int status) {
    if (status == Status.PENDING) {
      block();
      return saw(outcome);
    }
    return saw(status);
  }

  @Override
  Call call() {
    return call;
  }

  @Override
  PoolGroup location() {
    return innermost;
  }

  @Override
  Paths.Entry path() {
    return null;
  }

  /** Waits until the pending operation has been completed. */
  private void block() {
    if (!WORD.compareAndSet(this, RUNNING, IDLE)) {
      word = RUNNING;
      return;
    }
    boolean interrupted = false;
    carriers.addHelper(this);
    try {
      if (call != null) {
        call.deactivate();
      }
      while (word == IDLE) {
        // Read again right before parking: helping takes a lock, and waiting for a lock can use up
        // the
        // permit that came with the wake-up.
        if (!carriers.help() && word == IDLE) {
          LockSupport.park(this);
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      carriers.removeHelper(this);
    }
    word = RUNNING;
    if (interrupted) {
      thread.interrupt();
    }
  }

  @Override
  void wake() {
    for (; ; ) {
      int seen = word;
      if (seen == IDLE) {
        activateCall();
        if (WORD.compareAndSet(this, IDLE, NOTIFIED)) {
          LockSupport.unpark(thread);
          return;
        }
        if (call != null) {
          call.deactivate();
        }
      } else if (seen != RUNNING || WORD.compareAndSet(this, RUNNING, NOTIFIED)) {
        return;
      }
    }
  }

  @Override
  String describe() {
    return "the calling thread";
  }

  /** Carries the messages of a thread; is never stepped. */
  private static final class HostFrame extends Frame {
    private final String name;
    private final String place;

    private HostFrame(String name, String place) {
      this.name = name;
      this.place = place;
    }

    @Override
    public int step(Frame task, int event) {
      return Step.DONE;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String place() {
      return place;
    }
  }
}
