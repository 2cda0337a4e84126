package dev.luminar.model;

import org.immutables.value.Value;

/** The configuration of the runtime, under the names of the original design. */
@Value.Immutable
@OptionsStyle
public abstract class RuntimeConfig {
  /** All defaults. */
  public static final RuntimeConfig DEFAULT = builder().build();

  /** Makes configurations; all settings have defaults. */
  public static final class Builder extends ImmutableRuntimeConfig.Builder {
    Builder() {}
  }

  RuntimeConfig() {}

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the most pool threads; 0, the default, asks the machine. */
  @Value.Default
  public int maxThreads() {
    return 0;
  }

  /** Says whether idle pool threads steal tasks; true by default. */
  @Value.Default
  public boolean useWorkStealing() {
    return true;
  }

  /** Says whether threads and memory are placed by node; false by default. */
  @Value.Default
  public boolean enableNumaAwareness() {
    return false;
  }

  /** Returns the capacity of a channel that does not give one; 100 by default. */
  @Value.Default
  public int defaultChannelCapacity() {
    return 100;
  }

  /** Says whether bounded channels work without locks; true by default. */
  @Value.Default
  public boolean useLockFreeChannels() {
    return true;
  }

  /** Says whether errors are counted by type; false by default. */
  @Value.Default
  public boolean collectErrorStatistics() {
    return false;
  }

  /** Says whether tasks may be retried; true by default. */
  @Value.Default
  public boolean enableErrorRecovery() {
    return true;
  }

  /** Says whether shared memory comes from the registered memory hooks; false by default. */
  @Value.Default
  public boolean useCustomAllocator() {
    return false;
  }

  /** Returns the bytes of the pool for shared memory; 0, the default, makes none. */
  @Value.Default
  public long sharedMemoryPoolSize() {
    return 0;
  }

  /** Says whether counters are kept; false by default. */
  @Value.Default
  public boolean enableProfiling() {
    return false;
  }

  /** Says whether each step of a task is traced; false by default. */
  @Value.Default
  public boolean enableTaskTracing() {
    return false;
  }

  /**
   * Returns the deepest recursion before {@code recursion_too_deep} is raised, the same on all
   * targets; 1024 by default.
   */
  @Value.Default
  public int depthMax() {
    return 1_024;
  }

  /**
   * Checks the settings.
   *
   * @throws ModelException LUM1106 if one is out of its bounds
   */
  @Value.Check
  protected void check() {
    atLeast(maxThreads(), 0, "maxThreads");
    atLeast(defaultChannelCapacity(), 0, "defaultChannelCapacity");
    atLeast(sharedMemoryPoolSize(), 0, "sharedMemoryPoolSize");
    atLeast(depthMax(), 1, "depthMax");
  }

  private static void atLeast(long value, long least, String name) {
    if (value < least) {
      throw StmtChecks.option("'" + name + "' must be at least " + least + ", not " + value);
    }
  }
}
