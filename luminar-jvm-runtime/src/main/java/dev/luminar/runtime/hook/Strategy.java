package dev.luminar.runtime.hook;

/**
 * What a group does with the errors of its tasks; the numbers are those of the seed's {@code
 * ErrorStrategy}.
 */
public final class Strategy {
  /**
   * The first error cancels the siblings; the record with the smallest path among those raised is
   * kept.
   */
  public static final int STOP = 0;

  /** Tasks go on; the records with the smallest paths are kept, bounded, and the true count. */
  public static final int COLLECT = 1;

  /** Tasks go on; errors are counted. */
  public static final int IGNORE = 2;

  /** As COLLECT, and the {@link ErrorHandler} of the runtime sees each record. */
  public static final int RUNTIME = 3;

  /** The bound of {@code collect(unbounded)}. */
  public static final int UNBOUNDED = -1;

  private Strategy() {}
}
