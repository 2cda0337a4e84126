package dev.luminar.emit.c;

import org.jspecify.annotations.Nullable;

/** Counts the calls that are inside a library, so that it is not taken away under them. */
final class NativeGate {
  /** How deep a thread is inside, and what an extern threw on it. */
  private static final class Visit {
    int depth;
    @Nullable Throwable thrown;
  }

  private final String closedMessage;
  private final ThreadLocal<Visit> visits = ThreadLocal.withInitial(Visit::new);
  private int inside;
  private boolean isClosed;
  private @Nullable Throwable thrown;

  NativeGate(String closedMessage) {
    this.closedMessage = closedMessage;
  }

  /** Enters a call. */
  void enter() {
    synchronized (this) {
      if (isClosed) {
        throw new IllegalStateException(closedMessage);
      }
      inside++;
    }
    visits.get().depth++;
  }

  /** Leaves a call. */
  void leave() {
    visits.get().depth--;
    synchronized (this) {
      inside--;
      notifyAll();
    }
  }

  /** Notes that this thread, perhaps one of the library's own, is in a call of the host's. */
  void enterUpcall() {
    visits.get().depth++;
  }

  void leaveUpcall() {
    visits.get().depth--;
  }

  /**
   * Keeps what an extern threw that may not fail, for the call around it: that of this thread, or,
   * on a thread of the library's own, the next that ends. The first one counts.
   */
  void threw(Throwable e) {
    Visit visit = visits.get();
    if (visit.depth > 1) {
      visit.thrown = visit.thrown == null ? e : visit.thrown;
      return;
    }
    synchronized (this) {
      thrown = thrown == null ? e : thrown;
    }
  }

  /** Returns what an extern threw, and forgets it. */
  @Nullable Throwable takeThrown() {
    Visit visit = visits.get();
    Throwable own = visit.thrown;
    visit.thrown = null;
    synchronized (this) {
      Throwable e = own == null ? thrown : own;
      thrown = null;
      return e;
    }
  }

  /** Refuses a thread that would wait for itself. */
  void checkOutside() {
    if (visits.get().depth > 0) {
      throw new IllegalStateException("the program cannot be closed from inside one of its calls");
    }
  }

  /** Lets nobody in any more and waits until all are out. */
  void close() {
    boolean wasInterrupted = false;
    synchronized (this) {
      isClosed = true;
      while (inside > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          wasInterrupted = true;
        }
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
