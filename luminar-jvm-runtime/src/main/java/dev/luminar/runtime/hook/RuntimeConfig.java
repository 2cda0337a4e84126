package dev.luminar.runtime.hook;

import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a runtime; the seed's {@code RuntimeConfig}. Make one with {@link #DEFAULT} and the
 * {@code with} methods. A setting changed to a value that has no effect yet is listed by {@link
 * #settingsWithoutEffect()} and refused by {@link dev.luminar.runtime.LuminarRuntime#start}.
 *
 * @param maxThreads pool threads, from 0 to 1,024; 0 takes one per available processor
 * @param useWorkStealing an idle thread takes any ready task (one shared queue); false is refused
 * @param enableNumaAwareness true is refused
 * @param defaultChannelCapacity capacity of channels made with capacity -1
 * @param useLockFreeChannels the fastest channels there are, today with a lock; false is refused
 * @param collectErrorStatistics whether collected errors are also counted by type
 * @param enableErrorRecovery programs may handle and retry; false is refused
 * @param useCustomAllocator true is refused
 * @param sharedMemoryPoolSize other values than 0 are refused
 * @param enableProfiling true is refused
 * @param enableTaskTracing true is refused
 * @param substituteThreadsMax how many threads may stand in for blocked ones; 0 means 256
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
    boolean enableTaskTracing,
    int substituteThreadsMax) {
  /** The most pool threads a runtime may have. */
  public static final int THREADS_LIMIT = 1024;

  private static final int SUBSTITUTES_DEFAULT = 256;

  /** The seed's defaults. */
  public static final RuntimeConfig DEFAULT =
      new RuntimeConfig(0, true, false, 100, true, false, true, false, 0, false, false, 0);

  /** Checks the ranges. */
  public RuntimeConfig {
    checkRange("maxThreads", maxThreads, THREADS_LIMIT);
    checkRange("defaultChannelCapacity", defaultChannelCapacity, ChannelHooks.CAPACITY_MAX);
    checkRange("sharedMemoryPoolSize", sharedMemoryPoolSize, Long.MAX_VALUE);
    checkRange("substituteThreadsMax", substituteThreadsMax, Integer.MAX_VALUE);
  }

  private static void checkRange(String name, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(name + " must be from 0 to " + max + ", but is " + value);
    }
  }

  /**
   * The names of the settings that ask for what this runtime does not do yet; empty when all is
   * well.
   */
  public List<String> settingsWithoutEffect() {
    List<String> names = new ArrayList<>();
    addIf(names, !useWorkStealing, "useWorkStealing");
    addIf(names, enableNumaAwareness, "enableNumaAwareness");
    addIf(names, !useLockFreeChannels, "useLockFreeChannels");
    addIf(names, !enableErrorRecovery, "enableErrorRecovery");
    addIf(names, useCustomAllocator, "useCustomAllocator");
    addIf(names, sharedMemoryPoolSize != 0, "sharedMemoryPoolSize");
    addIf(names, enableProfiling, "enableProfiling");
    addIf(names, enableTaskTracing, "enableTaskTracing");
    return List.copyOf(names);
  }

  private static void addIf(List<String> names, boolean condition, String name) {
    if (condition) {
      names.add(name);
    }
  }

  /** The number of pool threads this configuration means on this machine. */
  public int threads() {
    return maxThreads == 0 ? Runtime.getRuntime().availableProcessors() : maxThreads;
  }

  /** The number of substitutes this configuration means. */
  public int substitutes() {
    return substituteThreadsMax == 0 ? SUBSTITUTES_DEFAULT : substituteThreadsMax;
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
        enableTaskTracing,
        substituteThreadsMax);
  }

  /** This configuration with another {@link #useWorkStealing}. */
  public RuntimeConfig withUseWorkStealing(boolean useWorkStealing) {
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
        enableTaskTracing,
        substituteThreadsMax);
  }

  /** This configuration with another {@link #enableNumaAwareness}. */
  public RuntimeConfig withEnableNumaAwareness(boolean enableNumaAwareness) {
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
        enableTaskTracing,
        substituteThreadsMax);
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
        enableTaskTracing,
        substituteThreadsMax);
  }

  /** This configuration with another {@link #useLockFreeChannels}. */
  public RuntimeConfig withUseLockFreeChannels(boolean useLockFreeChannels) {
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
        enableTaskTracing,
        substituteThreadsMax);
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
        enableTaskTracing,
        substituteThreadsMax);
  }

  /** This configuration with another {@link #enableErrorRecovery}. */
  public RuntimeConfig withEnableErrorRecovery(boolean enableErrorRecovery) {
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
        enableTaskTracing,
        substituteThreadsMax);
  }

  /** This configuration with another {@link #useCustomAllocator}. */
  public RuntimeConfig withUseCustomAllocator(boolean useCustomAllocator) {
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
        enableTaskTracing,
        substituteThreadsMax);
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
        enableTaskTracing,
        substituteThreadsMax);
  }

  /** This configuration with another {@link #enableProfiling}. */
  public RuntimeConfig withEnableProfiling(boolean enableProfiling) {
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
        enableTaskTracing,
        substituteThreadsMax);
  }

  /** This configuration with another {@link #enableTaskTracing}. */
  public RuntimeConfig withEnableTaskTracing(boolean enableTaskTracing) {
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
        enableTaskTracing,
        substituteThreadsMax);
  }

  /** This configuration with another {@link #substituteThreadsMax}. */
  public RuntimeConfig withSubstituteThreadsMax(int substituteThreadsMax) {
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
        enableTaskTracing,
        substituteThreadsMax);
  }
}
