package dev.luminar.plan;

/** What becomes of the errors of a region; docs/semantics.md, section 4. */
public sealed interface RegionErrors {

  /** Nothing in the region can fail: the emitted code carries no trace of error handling. */
  record None() implements RegionErrors {}

  /** The sequentially first error is raised at the region. */
  record Stop() implements RegionErrors {}

  /**
   * The region completes; the records with the smallest paths go to the call's list.
   *
   * @param max the most records that are kept, {@code Integer.MAX_VALUE} for no bound
   */
  record Collect(int max) implements RegionErrors {}

  /** Errors are counted, nothing else. */
  record Ignore() implements RegionErrors {}
}
