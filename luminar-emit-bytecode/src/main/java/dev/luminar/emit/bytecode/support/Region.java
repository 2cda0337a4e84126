package dev.luminar.emit.bytecode.support;

import java.util.ArrayList;
import java.util.List;

/**
 * One run of a region on plain threads: positions from 0, their partition, errors and reductions.
 */
public final class Region {
  /** What becomes of errors. */
  static final int NONE = 0;

  static final int STOP = 1;
  static final int COLLECT = 2;

  /** Kinds of schedules. */
  static final int STATIC = 0;

  static final int DYNAMIC = 1;
  static final int SHARES = 2;
  static final int GUIDED = 3;

  /** Set while a thread runs a part: an automatic thread count inside of it means one. */
  private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();

  final int id;
  final long count;
  final Context parent;
  private final String name;
  private int threads = 1;
  private Team team;

  /** The fewest positions that a thread is started for. */
  private long fewest = 1;

  private int kind;
  private long amount;
  private long grain = 1;
  private Part[] parts;
  private Chunks chunks;
  long runLength = Long.MAX_VALUE;
  int strategy;
  int recordsMax;
  Reduction[] reductions = {};
  private boolean isInBlocks;
  private boolean nests;
  long blockLength;
  boolean takesBlocks;

  /**
   * The least position that failed, under STOP. It only sinks, so the sequentially first error
   * wins.
   */
  private volatile long stopAt = Long.MAX_VALUE;

  private Raised first;
  private Throwable thrown;
  private long errorCount;

  public Region(int id, String name, long count, Context parent) {
    this.id = id;
    this.name = name;
    this.count = count;
    this.parent = parent;
  }

  /** The team whose threads it runs on; to be said before how many. */
  public void team(Team team) {
    this.team = team;
  }

  /** As many threads as there are processors, one inside of another region or for few positions. */
  public void threadsAuto(long serialBelow, long share) {
    boolean isSerial = count < serialBelow || INSIDE.get() != null;
    fewest = share;
    if (!isSerial) {
      threads = team == null ? Runtime.getRuntime().availableProcessors() : team.hardware();
    }
  }

  /** When chunks meet threads: a kind, the number that belongs to it, the shortest chunk. */
  public void schedule(int kind, long amount, long grain) {
    this.kind = kind;
    this.amount = amount;
    this.grain = grain;
  }

  /** How many threads so many positions are worth where nobody says it, at least 1. */
  public static long threadsFor(long count, long serialBelow, long share, Team team) {
    if (count < serialBelow || INSIDE.get() != null) {
      return 1;
    }
    int hardware = team == null ? Runtime.getRuntime().availableProcessors() : team.hardware();
    return Math.max(1, Math.min(count / share, hardware));
  }

  public void threadsExactly(long threads) {
    this.threads = (int) threads;
  }

  /** One thread, on which positions run in their order, where they may not run at the same time. */
  public void serialUnless(boolean isApart) {
    threads = isApart ? threads : 1;
  }

  /** Regions may run inside of it that ask whether they do. */
  public void nests() {
    nests = true;
  }

  /** Each call of the chunk routine gets one block of the published shape. */
  public void inBlocks() {
    isInBlocks = true;
  }

  /** Each call of the chunk routine gets several such blocks, one behind the other. */
  public void takesBlocks() {
    isInBlocks = true;
    takesBlocks = true;
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
  }

  /** Runs all positions and returns when no thread of the region runs any more. */
  public void run(Part prototype) {
    if (count <= 0) {
      return;
    }
    long units = count;
    if (isInBlocks) {
      blockLength = Shape.blockLength(count);
      units = Shape.blocks(count);
      for (Reduction reduction : reductions) {
        reduction.open((int) units);
      }
    }
    parts = new Part[partition(units)];
    for (int t = 0; t < parts.length; t++) {
      parts[t] = t == 0 ? prototype : prototype.fresh();
      parts[t].prepare(
          this,
          prototype,
          t,
          chunks,
          start(t, parts.length, units),
          start(t + 1, parts.length, units));
    }
    if (parts.length == 1) {
      inside(0);
    } else if (team == null) {
      start();
    } else {
      team.run(this, parts.length);
    }
    end();
  }

  /** Says how many parts there are, and makes what hands out chunks to them. */
  private int partition(long units) {
    long least = Math.max(1, inUnits(Math.max(fewest, grain)));
    long most = units / least;
    long length = 0;
    if (kind == DYNAMIC) {
      length = inUnits(amount);
      if (length >= least) {
        most = (units - 1) / length + 1;
      }
    }
    int number = (int) Math.max(1, Math.min(threads, most));
    long shortest = inUnits(grain);
    switch (kind) {
      case STATIC:
        return number;
      case SHARES:
        length = number == 1 ? units : Math.max(shortest, units / (number * amount));
        break;
      case GUIDED:
        length = shortest;
        break;
      default:
    }
    chunks = new Chunks(units, length, kind == GUIDED ? number : 0);
    return number;
  }

  /** A number of positions in blocks of the shape, where there are such, rounded up. */
  private long inUnits(long positions) {
    return isInBlocks ? (positions - 1) / blockLength + 1 : positions;
  }

  /** Starts threads for all parts but the first, and waits for them. */
  private void start() {
    Thread[] started = new Thread[parts.length];
    try {
      for (int t = 1; t < parts.length; t++) {
        started[t] = startThread(t);
      }
      // The caller is one of the threads, and runs the parts for which there is no thread.
      for (int t = 0; t < parts.length; t++) {
        if (started[t] == null) {
          inside(t);
        }
      }
    } finally {
      join(started);
    }
  }

  /** Where part t of T starts: no unit is lost and nothing overflows. */
  private static long start(int part, int parts, long units) {
    return part * (units / parts) + Math.min(part, units % parts);
  }

  /** The name of a thread of the region. */
  String threadName(int number) {
    return name + "-" + number;
  }

  private Thread startThread(int number) {
    Thread thread = new Thread(() -> inside(number), threadName(number));
    thread.setDaemon(true);
    try {
      thread.start();
      return thread;
    } catch (OutOfMemoryError e) {
      return null; // no thread to be had is no failure: the part runs on the caller
    }
  }

  /** Runs a part; whatever it throws is kept. */
  void inside(int part) {
    if (nests) {
      insideKnown(part);
    } else {
      runPart(part);
    }
  }

  private void insideKnown(int part) {
    Boolean before = INSIDE.get();
    INSIDE.set(Boolean.TRUE);
    try {
      runPart(part);
    } finally {
      if (before == null) {
        INSIDE.remove();
      }
    }
  }

  private void runPart(int part) {
    try {
      parts[part].run();
    } catch (Throwable e) {
      abort(e);
    }
  }

  static void join(Thread[] threads) {
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

  private void end() {
    if (thrown != null) {
      Region.<RuntimeException>sneaky(thrown);
    }
    for (int r = 0; r < reductions.length; r++) {
      reductions[r].end(parts, r);
    }
    if (parent == null || strategy == NONE && !anyRecords()) {
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

  private boolean anyRecords() {
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
    return stopAt < position;
  }

  synchronized void stop(long position, Raised raised) {
    if (position < stopAt) {
      stopAt = position;
      first = raised;
    }
  }

  private synchronized void abort(Throwable e) {
    stopAt = -1;
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
