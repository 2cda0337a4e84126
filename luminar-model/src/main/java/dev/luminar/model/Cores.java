package dev.luminar.model;

/**
 * How many threads a block uses.
 *
 * @param count the exact number, the calling thread included; 0 for automatic
 */
public record Cores(int count) {
  /** As many as the machine and the work make sensible; the default. */
  public static final Cores AUTO = new Cores(0);

  /**
   * Checks the component.
   *
   * @throws ModelException LUM1106 if it is negative or above {@link Limits#CORES_MAX}
   */
  public Cores {
    if (count < 0 || count > Limits.CORES_MAX) {
      throw outOfRange(count);
    }
  }

  /**
   * Returns an exact number of threads.
   *
   * @throws ModelException LUM1106 if it is not 1 to {@link Limits#CORES_MAX}
   */
  public static Cores exactly(int count) {
    if (count == 0) {
      throw outOfRange(count);
    }
    return new Cores(count);
  }

  private static ModelException outOfRange(int count) {
    return StmtChecks.option("'cores' must be auto or 1 to " + Limits.CORES_MAX + ", not " + count);
  }

  /** Says whether the compiler chooses. */
  public boolean isAuto() {
    return count == 0;
  }

  /** Returns the text form: {@code auto} or the number. */
  @Override
  public String toString() {
    return isAuto() ? "auto" : Integer.toString(count);
  }
}
