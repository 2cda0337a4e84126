package dev.luminar.emit.c;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls that are inside a library, so that it is not taken away under them. Each thread
 * counts its own: calls of different threads write no common memory.
 */
final class NativeGate {
  /**
   * A thread's visits: how many calls and calls back are open on it, the memory of its calls, and
   * what an extern threw on it. It must not lead to the gate, since threads outlive libraries.
   */
  private static final class Visits {
    /** Written by the thread, and read by who closes. */
    int depth;

    Frame[] frames = new Frame[1];
    @Nullable Throwable thrown;
  }

  /** Memory of one open call outside of the heap: the list of errors, and a result. */
  static final class Frame {
    static final long RESULT_OFFSET = NativeErrors.LIST.byteSize();

    private final Visits visits;
    final MemorySegment memory;
    final long errors;
    final long result;

    private Frame(Visits visits) {
      this.visits = visits;
      this.memory = Arena.ofAuto().allocate(RESULT_OFFSET + 8, 8);
      this.errors = memory.address();
      this.result = errors + RESULT_OFFSET;
    }
  }

  private static final VarHandle DEPTH;

  static {
    try {
      DEPTH = MethodHandles.lookup().findVarHandle(Visits.class, "depth", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How long who closes waits before it looks again, in milliseconds. */
  private static final long LOOK_AGAIN = 5;

  private final String closedMessage;
  private final ThreadLocal<Visits> own = ThreadLocal.withInitial(this::newcomer);
  private final List<WeakReference<Visits>> all = new ArrayList<>();
  private int tidyAt = 16;
  private volatile boolean isClosed;
  private volatile @Nullable Throwable thrown;

  NativeGate(String closedMessage) {
    this.closedMessage = closedMessage;
  }

  private synchronized Visits newcomer() {
    if (all.size() >= tidyAt) {
      all.removeIf(visits -> visits.refersTo(null));
      tidyAt = 2 * all.size() + 16;
    }
    Visits visits = new Visits();
    all.add(new WeakReference<>(visits));
    return visits;
  }

  /** Enters a call and returns memory for it, until it leaves. */
  Frame enter() {
    Visits visits = own.get();
    int depth = visits.depth;
    // Either this thread sees that the gate is closed, or who closes sees this thread inside.
    DEPTH.setVolatile(visits, depth + 1);
    if (isClosed) {
      leave(visits);
      throw new IllegalStateException(closedMessage);
    }
    if (depth < visits.frames.length) {
      Frame frame = visits.frames[depth];
      if (frame != null) {
        return frame;
      }
    }
    return firstFrame(visits, depth);
  }

  private Frame firstFrame(Visits visits, int depth) {
    try {
      if (depth >= visits.frames.length) {
        visits.frames = Arrays.copyOf(visits.frames, 2 * depth);
      }
      visits.frames[depth] = new Frame(visits);
      return visits.frames[depth];
    } catch (Throwable e) {
      leave(visits);
      throw e;
    }
  }

  /** Leaves a call. */
  void leave(Frame frame) {
    leave(frame.visits);
  }

  private void leave(Visits visits) {
    DEPTH.setRelease(visits, visits.depth - 1);
    if (isClosed) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Notes that this thread, perhaps one of the library's own, is in a call of the host's. */
  void enterUpcall() {
    Visits visits = own.get();
    DEPTH.setRelease(visits, visits.depth + 1);
  }

  void leaveUpcall() {
    leave(own.get());
  }

  /**
   * Keeps what an extern threw that may not fail, for the call around it: that of this thread, or,
   * on a thread of the library's own, the next that ends. The first one counts.
   */
  void threw(Throwable e) {
    Visits visits = own.get();
    if (visits.depth > 1) {
      visits.thrown = visits.thrown == null ? e : visits.thrown;
      return;
    }
    synchronized (this) {
      thrown = thrown == null ? e : thrown;
    }
  }

  /** Returns what an extern threw, and forgets it. */
  @Nullable Throwable takeThrown(Frame frame) {
    Visits visits = frame.visits;
    if (visits.thrown == null && thrown == null) {
      return null;
    }
    Throwable mine = visits.thrown;
    visits.thrown = null;
    synchronized (this) {
      Throwable e = mine == null ? thrown : mine;
      thrown = null;
      return e;
    }
  }

  /** Refuses a thread that would wait for itself. */
  void checkOutside() {
    if (own.get().depth > 0) {
      throw new IllegalStateException("the program cannot be closed from inside one of its calls");
    }
  }

  /** Lets nobody in any more and waits until all are out. */
  void close() {
    isClosed = true;
    boolean wasInterrupted = false;
    synchronized (this) {
      while (all.stream().anyMatch(NativeGate::isInside)) {
        try {
          // A thread that left as the gate was closed may not have seen that, and wakes nobody.
          wait(LOOK_AGAIN);
        } catch (InterruptedException e) {
          wasInterrupted = true;
        }
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isInside(WeakReference<Visits> reference) {
    Visits visits = reference.get();
    return visits != null && (int) DEPTH.getVolatile(visits) > 0;
  }
}
