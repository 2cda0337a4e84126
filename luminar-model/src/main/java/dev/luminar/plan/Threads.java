package dev.luminar.plan;

/** How many threads a bare region runs on, the calling thread being one of them. */
public sealed interface Threads {

  /**
   * As many as the hardware offers; one when nested in another bare region or when there are fewer
   * than {@code serialBelow} positions; no more than there are {@code share}s of positions.
   *
   * @param serialBelow the number of positions under which starting threads costs more than it
   *     brings; 0 when the region must never be serialised
   * @param share the fewest positions that another thread is started for, at least 1
   */
  record Auto(long serialBelow, long share) implements Threads {}

  /** Exactly this many, 1 to 1,024; the value comes with {@code RunRegion}. */
  record Exactly() implements Threads {}
}
