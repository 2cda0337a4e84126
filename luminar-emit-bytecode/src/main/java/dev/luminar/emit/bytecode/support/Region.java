package dev.luminar.emit.bytecode.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One run of a region on plain threads: positions from 0, their partition, errors and reductions.
 */
public final class Region {
  /** What becomes of errors. */
  static final int NONE = 0;

  static final int STOP = 1;
  static final int COLLECT = 2;

  /** Set while a thread runs a part: an automatic thread count inside of it means one. */
  private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();

  final int id;
  final long count;
  final Context parent;
  private final String name;
  private int threads = 1;
  long runLength = Long.MAX_VALUE;
  int strategy;
  int recordsMax;
  Reduction[] reductions = {};
  private boolean isShaped;
  long blockLength;

  /**
   * The least position that failed, under STOP. It only sinks, so the sequentially first error
   * wins.
   */
  private final AtomicLong stopAt = new AtomicLong(Long.MAX_VALUE);

  private Raised first;
  private Throwable thrown;
  private long errorCount;

  public Region(int id, String name, long count, Context parent) {
    this.id = id;
    this.name = name;
    this.count = count;
    this.parent = parent;
  }

  /** As many threads as there are processors, one inside of another region or for few positions. */
  public void threadsAuto(long serialBelow) {
    boolean isSerial = INSIDE.get() != null || count < serialBelow;
    threads = isSerial ? 1 : Runtime.getRuntime().availableProcessors();
  }

  public void threadsExactly(long threads) {
    this.threads = (int) threads;
  }

  public void runLength(long runLength) {
    this.runLength = runLength;
  }

  public void errors(int strategy, int recordsMax) {
    this.strategy = strategy;
    this.recordsMax = recordsMax;
  }

  public void reduction(char operator, char type, boolean isShaped, long identity) {
    add(new Reduction(operator, type, isShaped, identity, null));
  }

  /** Adds a reduction of structs. */
  public void reduction(Object identity) {
    add(new Reduction('u', 'l', true, 0, identity));
  }

  private void add(Reduction reduction) {
    Reduction[] more = java.util.Arrays.copyOf(reductions, reductions.length + 1);
    more[reductions.length] = reduction;
    reductions = more;
    isShaped |= reduction.isShaped;
  }

  /** Runs all positions and returns when no thread of the region runs any more. */
  public void run(Part prototype) {
    if (count <= 0) {
      return;
    }
    long units = count;
    if (isShaped) {
      blockLength = Shape.blockLength(count);
      units = Shape.blocks(count);
      for (Reduction reduction : reductions) {
        reduction.open((int) units);
      }
    }
    Part[] parts = new Part[(int) Math.min(threads, units)];
    for (int t = 0; t < parts.length; t++) {
      parts[t] = t == 0 ? prototype : prototype.fresh();
      parts[t].prepare(
          this, prototype, start(t, parts.length, units), start(t + 1, parts.length, units));
    }
    Thread[] started = new Thread[parts.length];
    try {
      for (int t = 1; t < parts.length; t++) {
        started[t] = startThread(parts[t], t);
      }
      // The caller is one of the threads, and runs the parts for which there is no thread.
      for (int t = 0; t < parts.length; t++) {
        if (started[t] == null) {
          inside(parts[t]);
        }
      }
    } finally {
      join(started);
    }
    end(parts);
  }

  /** Where part t of T starts: no unit is lost and nothing overflows. */
  private static long start(int part, int parts, long units) {
    return part * (units / parts) + Math.min(part, units % parts);
  }

  private Thread startThread(Part part, int number) {
    Thread thread = new Thread(() -> inside(part), name + "-" + number);
    thread.setDaemon(true);
    try {
      thread.start();
      return thread;
    } catch (OutOfMemoryError e) {
      return null; // no thread to be had is no failure: the part runs on the caller
    }
  }

  private void inside(Part part) {
    Boolean before = INSIDE.get();
    INSIDE.set(Boolean.TRUE);
    try {
      part.run();
    } catch (Throwable e) {
      abort(e);
    } finally {
      if (before == null) {
        INSIDE.remove();
      }
    }
  }

  private static void join(Thread[] threads) {
    boolean isInterrupted = false;
    for (Thread thread : threads) {
      while (thread != null && thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(Part[] parts) {
    if (thrown != null) {
      Region.<RuntimeException>sneaky(thrown);
    }
    for (int r = 0; r < reductions.length; r++) {
      reductions[r].end(parts, r);
    }
    if (parent == null || strategy == NONE && !anyRecords(parts)) {
      return;
    }
    List<Raised> records = new ArrayList<>();
    for (Part part : parts) {
      errorCount += part.errorCount;
      records.addAll(part.context.records);
    }
    records.sort(null);
    if (strategy == COLLECT && records.size() > recordsMax) {
      records = records.subList(0, recordsMax);
    }
    if (first != null) {
      // What ran besides the failed position is chance; only what it and those before it collected
      // is the same each time.
      int step = parent.path().length;
      records.removeIf(record -> record.compareStep(first, step) > 0);
      parent.pending = first;
      errorCount = 1;
    }
    records.forEach(parent::add);
  }

  private static boolean anyRecords(Part[] parts) {
    for (Part part : parts) {
      if (part.context != null && !part.context.records.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /** Whether the run that starts at a position is skipped. */
  boolean isStoppedBefore(long position) {
    return stopAt.get() < position;
  }

  synchronized void stop(long position, Raised raised) {
    if (position < stopAt.get()) {
      stopAt.set(position);
      first = raised;
    }
  }

  private synchronized void abort(Throwable e) {
    stopAt.set(-1);
    if (thrown == null) {
      thrown = e;
    } else if (thrown != e) {
      thrown.addSuppressed(e);
    }
  }

  /** How many iterations failed. */
  public long errorCount() {
    return errorCount;
  }

  /** The value of a reduction, as raw bits. */
  public long result(int reduction) {
    return reductions[reduction].result;
  }

  /** The value of a reduction of structs. */
  public Object objectResult(int reduction) {
    return reductions[reduction].objectResult;
  }
}
