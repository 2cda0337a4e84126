package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the strands of one call, one at a time and in a fixed order: whoever became ready first.
 * Each has a virtual thread, and hands the baton on when it waits.
 */
final class Scheduler {
  /**
   * A strand of this many statements and expressions inside each other goes on with a large stack.
   */
  private static final int NESTING_MAX = 150;

  /** Room for a recursion of the greatest depth through the deepest blocks and expressions. */
  private static final long LARGE_STACK_BYTES = 512L << 20;

  private final Deque<Strand> ready = new ArrayDeque<>();
  private final Runnable onDeadlock;

  /** Who waits for a time; the earliest first, of the same time the one that came first. */
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::time).thenComparingLong(Timer::number));

  /** The time: it passes only while nobody can run, or all who can do nothing but yield. */
  private long now;

  private long timersMade;

  /** How many yields there were since somebody became ready who had waited. */
  private int yields;

  private final Strand main = Strand.main();
  private final Set<Strand> parked = new HashSet<>();
  private Strand current = main;
  private @Nullable Throwable crash;

  /** Makes a scheduler; {@code onDeadlock} must make somebody ready. */
  Scheduler(Runnable onDeadlock) {
    this.onDeadlock = onDeadlock;
  }

  Strand current() {
    return current;
  }

  Strand main() {
    return main;
  }

  /** Makes a strand ready that waits, or that is new. */
  void wake(Strand strand) {
    yields = 0;
    strand.waiting = null;
    ready.add(strand);
  }

  /** Runs the others until somebody wakes the current strand. */
  void suspend(Strand.Wait wait) {
    Strand me = current;
    me.waiting = wait;
    handOver(me);
    RaisedError deadlock = me.deadlock;
    if (deadlock != null) {
      me.deadlock = null;
      throw deadlock;
    }
  }

  /**
   * A time at which something happens.
   *
   * @param time in nanoseconds of the scheduler's clock
   * @param number orders those of the same time
   */
  record Timer(long time, long number, Runnable action) {}

  /** Has something happen in so many nanoseconds, unless the timer is taken back. */
  Timer after(long nanos, Runnable action) {
    long time = nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos;
    Timer timer = new Timer(time, timersMade++, action);
    timers.add(timer);
    return timer;
  }

  void takeBack(Timer timer) {
    timers.remove(timer);
  }

  /** Suspends the current strand for so many nanoseconds, or until it is asked to stop. */
  void sleep(long nanos, Span at) {
    Strand me = current;
    Timer timer = after(nanos, () -> wake(me));
    suspend(new Strand.Wait("wake up", at, () -> takeBack(timer)));
  }

  /** Goes to the earliest time at which something happens, and lets all of it happen. */
  private void passTime() {
    now = timers.element().time();
    while (!timers.isEmpty() && timers.element().time() == now) {
      timers.remove().action().run();
    }
  }

  /** Lets everybody run who is ready, and then goes on. */
  void yield() {
    Strand me = current;
    ready.add(me);
    if (++yields > ready.size() && !timers.isEmpty()) {
      // Everybody who can run has yielded: they may wait for a time.
      yields = 0;
      passTime();
    }
    handOver(me);
  }

  private void handOver(Strand me) {
    Strand next = next();
    if (next != me) {
      parked.add(me);
      pass(next);
      me.baton.acquireUninterruptibly();
      if (crash == null) {
        parked.remove(me);
      }
    }
    current = me;
    if (crash != null) {
      throw new Crash(crash);
    }
  }

  private Strand next() {
    Strand next = ready.poll();
    if (next == null && !timers.isEmpty()) {
      passTime();
      next = ready.poll();
    }
    if (next == null) {
      onDeadlock.run();
      next = ready.poll();
    }
    if (next == null) {
      throw new IllegalStateException("nothing can run, and nothing was cancelled");
    }
    return next;
  }

  private void pass(Strand next) {
    Runnable body = next.takeBody();
    if (body == null) {
      next.baton.release();
      return;
    }
    Thread.ofVirtual()
        .name("luminar-interpreter " + next.name)
        .start(() -> {
          current = next;
          try {
            body.run();
            // The one that was waiting for this strand is ready now, or somebody else is.
            pass(next());
          } catch (Crash e) {
            // Everything ends, and this strand has.
          } catch (Throwable t) {
            abandon(t);
          }
        });
  }

  /**
   * Ends all strands that wait: after an error that is none of the program's, nothing can go on.
   */
  void abandon(Throwable cause) {
    crash = cause;
    parked.forEach(strand -> strand.baton.release());
  }

  /** Carries a failure that is none of the program's from one strand to the call. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash(Throwable cause) {
      super(cause);
    }
  }

  /**
   * Runs something that may need much of the Java stack: on a large one, if much of a small one is
   * used.
   */
  <T> T deepen(Supplier<T> work) {
    Strand me = current;
    if (me.nesting < NESTING_MAX || me.isOnLargeStack) {
      return work.get();
    }
    me.isOnLargeStack = true;
    var attempt = new Attempt<>(work);
    Thread segment = new Thread(null, attempt, "luminar-interpreter " + me.name, LARGE_STACK_BYTES);
    segment.setDaemon(true);
    segment.start();
    boolean isInterrupted = false;
    while (true) {
      try {
        segment.join();
        break;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    me.isOnLargeStack = false;
    return attempt.result();
  }

  private static final class Attempt<T> implements Runnable {
    private final Supplier<T> work;
    private @Nullable T value;
    private @Nullable RuntimeException exception;
    private @Nullable Error error;

    Attempt(Supplier<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        value = work.get();
      } catch (RuntimeException e) {
        exception = e;
      } catch (Error e) {
        error = e;
      }
    }

    @SuppressWarnings("NullAway") // a T that may be null is what the supplier gave
    T result() {
      if (exception != null) {
        throw exception;
      }
      if (error != null) {
        throw error;
      }
      return value;
    }
  }
}
