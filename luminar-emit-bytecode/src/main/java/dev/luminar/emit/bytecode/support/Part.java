package dev.luminar.emit.bytecode.support;

import java.util.List;

/**
 * What one thread does of a region; its one emitted subclass knows the regions' code, by a switch.
 */
public abstract class Part {
  /** The captures that are objects, in the order of the routine's parameters. */
  public Object[] objects;

  /** The captures that are scalars, offsets and lengths, as raw bits. */
  public long[] bits;

  /** The context of this thread, null if the region needs none. */
  public Context context;

  /** The running values of order-free reductions, as raw bits. */
  public long[] partials;

  /** Which of the region's parts this is, from 0. */
  public long number;

  Region region;
  long errorCount;
  private Chunks chunks;
  private long from;
  private long to;
  private int block;

  protected Part() {}

  /** Another object of the same class. */
  protected abstract Part fresh();

  /** Calls the routine of a region for the positions from one up to, and without, another. */
  protected abstract void chunk(int region, long from, long to);

  /** Combines two values of a user-defined reduction. */
  protected long combine(int region, int reduction, long left, long right) {
    throw new AssertionError(region);
  }

  /** The same of structs. */
  protected Object combine(int region, int reduction, Object left, Object right) {
    throw new AssertionError(region);
  }

  /**
   * Gets it ready.
   *
   * @param part its number
   * @param handOut what hands out chunks; null for those from {@code first} to {@code end}
   */
  void prepare(Region of, Part prototype, int part, Chunks handOut, long first, long end) {
    region = of;
    number = part;
    chunks = handOut;
    objects = prototype.objects;
    bits = prototype.bits;
    from = first;
    to = end;
    context = of.parent == null ? null : new Context(of.parent, of.parent.path());
    partials = new long[of.reductions.length];
    for (int r = 0; r < partials.length; r++) {
      partials[r] = of.reductions[r].identity;
    }
  }

  void run() {
    try {
      if (chunks == null) {
        runChunk();
      } else {
        long next = chunks.next();
        while (next >= 0) {
          from = next;
          to = chunks.end(next);
          if (!runChunk()) {
            break;
          }
          next = chunks.next();
        }
      }
    } finally {
      if (context != null) {
        context.leave();
      }
    }
  }

  /** Runs positions or blocks from {@code from} to {@code to}; false if the region was stopped. */
  private boolean runChunk() {
    return region.blockLength > 0 ? runBlocks() : runPositions();
  }

  private boolean runPositions() {
    long position = from;
    while (position < to && !region.isStoppedBefore(position)) {
      long end = to - position <= region.runLength ? to : position + region.runLength;
      chunk(region.id, position, end);
      position = end;
    }
    return position == to;
  }

  private boolean runBlocks() {
    long length = region.blockLength;
    if (region.takesBlocks) {
      block = (int) from;
      if (region.isStoppedBefore(from * length)) {
        return false;
      }
      boolean isLast = to == (region.count - 1) / length + 1;
      chunk(region.id, from * length, isLast ? region.count : to * length);
      return true;
    }
    for (long b = from; b < to; b++) {
      block = (int) b;
      long first = b * length;
      if (region.isStoppedBefore(first)) {
        return false;
      }
      chunk(region.id, first, region.count - first <= length ? region.count : first + length);
    }
    return true;
  }

  /**
   * What the position in a block is masked with to give its lane; without a shape there are eight.
   */
  public int laneMask() {
    return region.blockLength == 0 ? Shape.LANES - 1 : Shape.laneMask(region.blockLength);
  }

  /** Where the block that begins at a position ends, in a chunk of several. */
  public long blockEnd(long position, long end) {
    long length = region.blockLength;
    return end - position <= length ? end : position + length;
  }

  /** Goes on to the next block of a chunk. */
  public void nextBlock() {
    block++;
  }

  /** Stores the partial of the block that runs. */
  public void put(int reduction, long bits) {
    region.reductions[reduction].put(block, bits);
  }

  /** Combines the lanes of a block and stores the partial, for a user-defined reduction. */
  public void putLanes(int reduction, long[] lanes, int present) {
    if (present == 0) {
      return;
    }
    int filled = present;
    for (int step = 1; step < lanes.length; step *= 2) {
      for (int i = 0; i + step < lanes.length; i += 2 * step) {
        if ((filled >> (i + step) & 1) != 0) {
          long right = lanes[i + step];
          lanes[i] =
              (filled >> i & 1) != 0 ? combine(region.id, reduction, lanes[i], right) : right;
          filled |= 1 << i;
        }
      }
    }
    put(reduction, lanes[0]);
  }

  /** The same for structs. */
  public void putLanes(int reduction, Object[] lanes, int present) {
    if (present == 0) {
      return;
    }
    int filled = present;
    for (int step = 1; step < lanes.length; step *= 2) {
      for (int i = 0; i + step < lanes.length; i += 2 * step) {
        if ((filled >> (i + step) & 1) != 0) {
          Object right = lanes[i + step];
          lanes[i] =
              (filled >> i & 1) != 0 ? combine(region.id, reduction, lanes[i], right) : right;
          filled |= 1 << i;
        }
      }
    }
    region.reductions[reduction].put(block, lanes[0]);
  }

  /** Hands the pending error to the region, by its strategy. */
  public void record(long iteration, long ordinal, long position, long value) {
    Raised raised = context.take(ordinal, position, value);
    errorCount++;
    if (region.strategy == Region.STOP) {
      region.stop(iteration, raised);
    } else if (region.strategy == Region.COLLECT) {
      List<Raised> records = context.add(raised);
      // Room for twice the bound, so that sorting costs little for each record.
      if (records.size() >= 2L * region.recordsMax + 16) {
        records.sort(null);
        records.subList(region.recordsMax, records.size()).clear();
      }
    }
  }
}
