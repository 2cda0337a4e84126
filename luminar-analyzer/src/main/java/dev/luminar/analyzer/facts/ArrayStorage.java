package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

/**
 * How the iterations of a parallel block share a reduction over an array.
 *
 * @param name the reduction
 * @param way where contributions go
 * @param isGathered whether an iteration keeps what it contributes until its end: it may contribute
 *     to one element more than once where the shape counts iterations, or fail behind a
 *     contribution and go on
 * @param copies how many copies stand side by side in each thread's memory, a power of two; 0 if
 *     that depends on the length, which is known at run time
 * @param reason why, for people
 */
public record ArrayStorage(String name, Way way, boolean isGathered, int copies, String reason) {
  /** Up to so many elements several copies for each thread are small beside a cache. */
  public static final int INTERLEAVED_MAX = 1024;

  /** How many copies stand side by side then, so that equal indices in a row do not wait. */
  public static final int COPIES = 4;

  /** Up to so many elements each thread has its own copy, whatever the number of iterations. */
  public static final int SMALL_MAX = 4096;

  /** The most elements that a reduction in the defined shape may have. */
  public static final int SHAPED_MAX = 16_384;

  /** Where contributions go. */
  public enum Way {
    /** To lanes of the thread and then to an array for each block of the defined shape. */
    BLOCKS,
    /** To an array of the thread. */
    COPIES,
    /** To an array of the thread if that is small beside the work, else to one atomic array. */
    COPIES_OR_ATOMIC
  }

  /** Checks the components. */
  public ArrayStorage {
    requireNonNull(name, "name");
    requireNonNull(way, "way");
    requireNonNull(reason, "reason");
  }
}
