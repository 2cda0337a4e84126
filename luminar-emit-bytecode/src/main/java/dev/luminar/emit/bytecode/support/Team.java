package dev.luminar.emit.bytecode.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that live over a loop. The regions in it are steps: the caller publishes one, it and the
 * threads run its parts, and the caller waits until every thread has said that it is done. In
 * between threads spin for a moment, then let others run, then park.
 *
 * <p>The number of a step is one word: a count, the last part that takes part, and a bit that says
 * that somebody parks until the word changes. Whoever publishes exchanges the whole word, and so
 * learns in the same step whether to wake somebody: no wake-up is lost, since both look at one
 * word, whose changes have one order, and an unpark before a park is kept.
 */
public final class Team {
  private static final long PARKED = 1;
  private static final int LAST = 1;
  private static final long LAST_MAX = 1023;
  private static final int COUNT = 11;
  private static final int SPINS = 2_000;
  private static final int YIELDS = 100;

  /** The word of a step; objects of this are far enough apart for a cache line each. */
  static final class Word {
    private static final VarHandle VALUE = handle(Word.class, "value");

    long before0;
    long before1;
    long before2;
    long before3;
    long before4;
    long before5;
    long before6;
    private long value;
    long behind0;
    long behind1;
    long behind2;
    long behind3;
    long behind4;
    long behind5;
    long behind6;

    /** What this thread itself wrote last. */
    long own() {
      return (long) VALUE.getOpaque(this) & ~PARKED;
    }

    /**
     * Waits until the word is another than {@code from}, or, if {@code to}, until it is that, and
     * returns it. Acquire: what was written before {@link #publish} is seen behind this.
     */
    long await(long from, boolean to, int spins) {
      long now = (long) VALUE.getAcquire(this);
      for (int i = 0; i < spins && !changed(now, from, to); i++) {
        Thread.onSpinWait();
        now = (long) VALUE.getAcquire(this);
      }
      for (int i = 0; i < YIELDS && !changed(now, from, to); i++) {
        Thread.yield();
        now = (long) VALUE.getAcquire(this);
      }
      boolean isInterrupted = false;
      while (!changed(now, from, to)) {
        // Acquire, not release: the bit carries nothing; see publish for who reads it.
        if ((now & PARKED) != 0 || VALUE.compareAndSet(this, now, now | PARKED)) {
          LockSupport.park(this);
          isInterrupted |= Thread.interrupted();
        }
        now = (long) VALUE.getAcquire(this);
      }
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
      return now & ~PARKED;
    }

    private static boolean changed(long now, long from, boolean to) {
      return ((now & ~PARKED) == from) == to;
    }

    /** Gives the word its next value, and says whether somebody parks. Release: see await. */
    boolean publish(long next) {
      return ((long) VALUE.getAndSetRelease(this, next) & PARKED) != 0;
    }
  }

  /** A thread of the team. */
  private final class Member extends Thread {
    final Word done = new Word();
    private final int part;
    private final long seen;

    Member(String name, int part, long seen) {
      super(null, null, name, 0, false);
      this.part = part;
      this.seen = seen;
      setDaemon(true);
    }

    @Override
    public void run() {
      long now = seen;
      while (true) {
        now = step.await(now, false, spins);
        if ((now >> LAST & LAST_MAX) < part) {
          continue; // a step without this thread: nothing else may be read
        }
        Region region = running;
        if (region == null) {
          return;
        }
        region.inside(part);
        if (done.publish(now)) {
          LockSupport.unpark(caller);
        }
      }
    }
  }

  private final Word step = new Word();
  private final int exactly;
  private Thread caller;
  private Member[] members = {};
  private int started;
  private boolean isFull;
  private int spins;
  private int hardware;

  /** What the step runs, null to end; written before a publish of the step, read behind await. */
  private Region running;

  /** A team without threads, of whose regions none asks for more than {@code exactly} threads. */
  public Team(int exactly) {
    this.exactly = exactly;
  }

  private static VarHandle handle(Class<?> owner, String field) {
    try {
      return MethodHandles.lookup().findVarHandle(owner, field, long.class);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** How many threads the hardware runs at a time; asked once. */
  int hardware() {
    if (hardware == 0) {
      hardware = Runtime.getRuntime().availableProcessors();
    }
    return hardware;
  }

  /**
   * Runs all parts of a region as one step. The calling thread takes part 0, and every part for
   * which there is no thread.
   */
  void run(Region region, int parts) {
    if (started < parts - 1 && !isFull) {
      grow(region, parts);
    }
    int last = Math.min(started, parts - 1);
    long now = 0;
    if (last > 0) {
      running = region;
      now = publish(last);
    }
    try {
      region.inside(0);
      for (int part = last + 1; part < parts; part++) {
        region.inside(part);
      }
    } finally {
      for (int k = 0; k < last; k++) {
        members[k].done.await(now, true, spins);
      }
    }
  }

  private long publish(long last) {
    long now = (step.own() >> COUNT) + 1 << COUNT | last << LAST;
    if (step.publish(now)) {
      for (int k = 0; k < started; k++) {
        LockSupport.unpark(members[k]);
      }
    }
    return now;
  }

  /** Starts threads until there are enough, or none can be had; then none is asked for again. */
  private void grow(Region region, int parts) {
    if (members.length == 0) {
      caller = Thread.currentThread();
      members = new Member[Math.max(Math.max(exactly, hardware()), parts)];
      // Who spins with no processor left keeps others from working.
      spins = members.length > hardware() ? 0 : SPINS;
    }
    while (started < parts - 1 && !isFull) {
      try {
        Member member = new Member(region.threadName(started + 1), started + 1, step.own());
        member.start();
        members[started] = member;
        started++;
      } catch (OutOfMemoryError e) {
        isFull = true; // no thread to be had is no failure: its part runs on the caller
      }
    }
  }

  /** Ends the threads and waits for them. */
  public void end() {
    if (started > 0) {
      running = null;
      publish(LAST_MAX);
      Region.join(members);
    }
    started = 0;
    members = new Member[0];
    isFull = false;
  }

  /** Ends the team, if there is one. */
  public static void end(Team team) {
    if (team != null) {
      team.end();
    }
  }
}
