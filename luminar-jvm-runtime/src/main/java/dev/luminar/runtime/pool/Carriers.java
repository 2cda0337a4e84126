package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads that step tasks, and the queue they take them from. At most {@code runningMax}
 * carriers run at a time; one that is inside a blocking extern does not count, so that another may
 * run in its place. Carriers beyond {@code runningMax} end after they were idle for a while.
 */
final class Carriers {
  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final int runningMax;
  private final int blockedMax;
  private final ThreadFactory factory;
  private final ReentrantLock lock = new ReentrantLock();

  // All below is guarded by the lock.
  private Task first;
  private Task last;
  private final Deque<Carrier> idle = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<HostThread> helpers = new HashSet<>();
  private int running;
  private int blocked;
  private long substitutesStarted;
  private boolean stopped;

  /**
   * Carriers, none of them started.
   *
   * @param factory makes their threads, which must be daemons; null or an error means that there
   *     are no more
   */
  Carriers(int runningMax, int blockedMax, ThreadFactory factory) {
    this.runningMax = runningMax;
    this.blockedMax = blockedMax;
    this.factory = factory;
  }

  /** Puts a task that is QUEUED behind the others. Any thread. */
  void enqueue(Task task) {
    Carrier woken;
    lock.lock();
    try {
      task.queueNext = null;
      if (last == null) {
        first = task;
      } else {
        last.queueNext = task;
      }
      last = task;
      woken = carrierForWork();
    } finally {
      lock.unlock();
    }
    start(woken);
  }

  /**
   * Under the lock: if there is work and room for one more, a carrier to {@link #start}; it counts
   * as running.
   */
  private Carrier carrierForWork() {
    if (first == null || running >= runningMax) {
      return null;
    }
    running++;
    Carrier carrier = idle.pollFirst();
    if (carrier == null) {
      return new Carrier();
    }
    carrier.isIdle = false;
    return carrier;
  }

  private void start(Carrier carrier) {
    if (carrier == null) {
      return;
    }
    if (carrier.thread != null) {
      LockSupport.unpark(carrier.thread);
      return;
    }
    // A thread that cannot be created is no failure as long as somebody steps: other carriers, or
    // threads that wait.
    boolean started = false;
    try {
      Thread thread = factory.newThread(carrier);
      if (thread != null) {
        carrier.thread = thread;
        lock.lock();
        try {
          threads.add(thread);
          substitutesStarted += blocked > 0 ? 1 : 0;
        } finally {
          lock.unlock();
        }
        thread.start();
        started = true;
      }
    } catch (OutOfMemoryError e) {
      // as if the factory had answered null
    } finally {
      if (!started) {
        lock.lock();
        try {
          threads.remove(carrier.thread);
          running--;
          helpers.forEach(helper -> LockSupport.unpark(helper.thread));
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /** Takes the next task for a carrier, waiting for one; null when the carrier is to end. */
  private Task take(Carrier carrier) {
    lock.lock();
    try {
      for (; ; ) {
        if (first != null && running <= runningMax) {
          return poll();
        }
        running--;
        if (stopped) {
          threads.remove(carrier.thread);
          return null;
        }
        carrier.isIdle = true;
        idle.addFirst(carrier);
        if (!waitForWork(carrier)) {
          threads.remove(carrier.thread);
          return null;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Under the lock, which it gives up meanwhile: waits until the carrier counts as running again;
   * false if it is to end.
   */
  private boolean waitForWork(Carrier carrier) {
    long spareUntil = System.nanoTime() + SPARE_NANOS;
    while (carrier.isIdle) {
      boolean isSpare = threads.size() > runningMax + blocked;
      lock.unlock();
      try {
        if (isSpare) {
          LockSupport.parkNanos(this, SPARE_NANOS);
        } else {
          LockSupport.park(this);
        }
        // An extern may have left the thread interrupted; parking would then return at once for
        // ever.
        Thread.interrupted();
      } finally {
        lock.lock();
      }
      boolean isOver =
          stopped
              || (isSpare
                  && System.nanoTime() - spareUntil >= 0
                  && threads.size() > runningMax + blocked);
      if (carrier.isIdle && isOver) {
        idle.remove(carrier);
        return false;
      }
    }
    return true;
  }

  private Task poll() {
    Task task = first;
    if (task != null) {
      first = task.queueNext;
      task.queueNext = null;
      if (first == null) {
        last = null;
      }
    }
    return task;
  }

  /** The current thread is about to block in a step: OK or NO_THREAD. */
  int blockingBegin() {
    Carrier carrier = Carrier.current(this);
    if (carrier == null) {
      return Status.OK;
    }
    Carrier woken;
    lock.lock();
    try {
      if (blocked >= blockedMax) {
        return Status.NO_THREAD;
      }
      blocked++;
      running--;
      carrier.isBlocked = true;
      woken = carrierForWork();
    } finally {
      lock.unlock();
    }
    start(woken);
    return Status.OK;
  }

  void blockingEnd() {
    Carrier carrier = Carrier.current(this);
    if (carrier == null || !carrier.isBlocked) {
      return;
    }
    lock.lock();
    try {
      blocked--;
      // May be one too many now; the next carrier that takes a task goes idle instead.
      running++;
      carrier.isBlocked = false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the current thread is a carrier in a step, outside of a blocking extern. */
  boolean isCarrying() {
    Carrier carrier = Carrier.current(this);
    return carrier != null && !carrier.isBlocked;
  }

  /** While a thread of the host waits it can be called on to step, should no carrier exist. */
  void addHelper(HostThread helper) {
    lock.lock();
    try {
      helpers.add(helper);
    } finally {
      lock.unlock();
    }
  }

  void removeHelper(HostThread helper) {
    lock.lock();
    try {
      helpers.remove(helper);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Steps one task on the current thread if there is one and no carrier; answers whether it did.
   */
  boolean help() {
    Task task;
    lock.lock();
    try {
      if (first == null || running > 0) {
        return false;
      }
      task = poll();
    } finally {
      lock.unlock();
    }
    task.run();
    return true;
  }

  int threads() {
    lock.lock();
    try {
      return threads.size();
    } finally {
      lock.unlock();
    }
  }

  long substitutesStarted() {
    lock.lock();
    try {
      return substitutesStarted;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all carriers and waits for them. No task may be alive. */
  void shutdown() {
    List<Thread> toJoin;
    lock.lock();
    try {
      stopped = true;
      toJoin = new ArrayList<>(threads);
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread thread : toJoin) {
      LockSupport.unpark(thread);
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One thread. */
  private final class Carrier implements Runnable {
    private static final ThreadLocal<Carrier> CURRENT = new ThreadLocal<>();

    private Thread thread;

    /** Whether it is among the idle ones; guarded by the lock. */
    private boolean isIdle;

    /** Whether it is inside a blocking extern; its own. */
    private boolean isBlocked;

    /** The carrier that runs on this thread, if it is one of {@code carriers}. */
    private static Carrier current(Carriers carriers) {
      Carrier carrier = CURRENT.get();
      return carrier != null && carrier.owner() == carriers ? carrier : null;
    }

    private Carriers owner() {
      return Carriers.this;
    }

    @Override
    public void run() {
      CURRENT.set(this);
      for (Task task = take(this); task != null; task = take(this)) {
        task.run();
        if (isBlocked) {
          blockingEnd();
        }
      }
    }
  }
}
