package dev.luminar.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a runtime; the seed's {@code RuntimeConfig}. Make one with {@link #DEFAULT} and the {@code with} methods.
 * What this runtime cannot honour yet is listed by {@link #settingsWithoutEffect()} and refused by
 * the runtime when it starts.
 *
 * @param maxThreads pool threads, from 0 to 4,096; 0 takes one per processor
 * @param useWorkStealing permission to steal work; both values are honoured
 * @param enableNumaAwareness not yet: must be false
 * @param defaultChannelCapacity capacity of channels that name none, from 0
 * @param useLockFreeChannels permission to use lock-free channels; both values are honoured
 * @param collectErrorStatistics whether collected errors are also counted by type
 * @param enableErrorRecovery not yet: must be true
 * @param useCustomAllocator not yet: must be false
 * @param sharedMemoryPoolSize bytes of shared memory that may be allocated at once; 0 sets no bound
 * @param enableProfiling not yet: must be false
 * @param enableTaskTracing not yet: must be false
 */
public record RuntimeConfig(
    int maxThreads,
    boolean useWorkStealing,
    boolean enableNumaAwareness,
    int defaultChannelCapacity,
    boolean useLockFreeChannels,
    boolean collectErrorStatistics,
    boolean enableErrorRecovery,
    boolean useCustomAllocator,
    long sharedMemoryPoolSize,
    boolean enableProfiling,
    boolean enableTaskTracing) {
  /** The most pool threads a runtime may have. */
  public static final int THREADS_LIMIT = 4096;

  /** The seed's defaults. */
  public static final RuntimeConfig DEFAULT =
      new RuntimeConfig(0, true, false, 100, true, false, true, false, 0, false, false);

  /** Checks the ranges. */
  public RuntimeConfig {
    if (maxThreads < 0 || maxThreads > THREADS_LIMIT) {
      throw new IllegalArgumentException("maxThreads must be from 0 to " + THREADS_LIMIT + ", but is " + maxThreads);
    }
    if (defaultChannelCapacity < 0) {
      throw new IllegalArgumentException("defaultChannelCapacity must not be negative, but is " + defaultChannelCapacity);
    }
    if (sharedMemoryPoolSize < 0) {
      throw new IllegalArgumentException("sharedMemoryPoolSize must not be negative, but is " + sharedMemoryPoolSize);
    }
  }

  /** The names of the settings that ask for what this runtime does not do yet; empty when all is well. */
  public List<String> settingsWithoutEffect() {
    List<String> names = new ArrayList<>();
    if (enableNumaAwareness) {
      names.add("enableNumaAwareness");
    }
    if (!enableErrorRecovery) {
      names.add("enableErrorRecovery");
    }
    if (useCustomAllocator) {
      names.add("useCustomAllocator");
    }
    if (enableProfiling) {
      names.add("enableProfiling");
    }
    if (enableTaskTracing) {
      names.add("enableTaskTracing");
    }
    return List.copyOf(names);
  }

  /** The number of pool threads this configuration means on this machine. */
  public int threads() {
    return maxThreads == 0 ? Runtime.getRuntime().availableProcessors() : maxThreads;
  }

  /** This configuration with another {@link #maxThreads}. */
  public RuntimeConfig withMaxThreads(int maxThreads) {
    return new RuntimeConfig(
        maxThreads,
        useWorkStealing,
        enableNumaAwareness,
        defaultChannelCapacity,
        useLockFreeChannels,
        collectErrorStatistics,
        enableErrorRecovery,
        useCustomAllocator,
        sharedMemoryPoolSize,
        enableProfiling,
        enableTaskTracing);
  }

  /** This configuration with another {@link #defaultChannelCapacity}. */
  public RuntimeConfig withDefaultChannelCapacity(int defaultChannelCapacity) {
    return new RuntimeConfig(
        maxThreads,
        useWorkStealing,
        enableNumaAwareness,
        defaultChannelCapacity,
        useLockFreeChannels,
        collectErrorStatistics,
        enableErrorRecovery,
        useCustomAllocator,
        sharedMemoryPoolSize,
        enableProfiling,
        enableTaskTracing);
  }

  /** This configuration with another {@link #collectErrorStatistics}. */
  public RuntimeConfig withCollectErrorStatistics(boolean collectErrorStatistics) {
    return new RuntimeConfig(
        maxThreads,
        useWorkStealing,
        enableNumaAwareness,
        defaultChannelCapacity,
        useLockFreeChannels,
        collectErrorStatistics,
        enableErrorRecovery,
        useCustomAllocator,
        sharedMemoryPoolSize,
        enableProfiling,
        enableTaskTracing);
  }

  /** This configuration with another {@link #sharedMemoryPoolSize}. */
  public RuntimeConfig withSharedMemoryPoolSize(long sharedMemoryPoolSize) {
    return new RuntimeConfig(
        maxThreads,
        useWorkStealing,
        enableNumaAwareness,
        defaultChannelCapacity,
        useLockFreeChannels,
        collectErrorStatistics,
        enableErrorRecovery,
        useCustomAllocator,
        sharedMemoryPoolSize,
        enableProfiling,
        enableTaskTracing);
  }
}
