package dev.luminar.emit.c;

import dev.luminar.model.RuntimeConfig;

/** Prints the settings of a runtime that differ from the defaults. */
final class RuntimeSettings {
  private RuntimeSettings() {}

  static String print(RuntimeConfig config) {
    RuntimeConfig usual = RuntimeConfig.DEFAULT;
    StringBuilder out = new StringBuilder();
    set(out, "max_threads", config.maxThreads(), usual.maxThreads());
    set(out, "use_work_stealing", config.useWorkStealing(), usual.useWorkStealing());
    set(out, "enable_numa_awareness", config.enableNumaAwareness(), usual.enableNumaAwareness());
    set(
        out,
        "default_channel_capacity",
        config.defaultChannelCapacity(),
        usual.defaultChannelCapacity());
    set(out, "use_lock_free_channels", config.useLockFreeChannels(), usual.useLockFreeChannels());
    set(
        out,
        "collect_error_statistics",
        config.collectErrorStatistics(),
        usual.collectErrorStatistics());
    set(out, "enable_error_recovery", config.enableErrorRecovery(), usual.enableErrorRecovery());
    set(out, "use_custom_allocator", config.useCustomAllocator(), usual.useCustomAllocator());
    set(
        out,
        "shared_memory_pool_size",
        config.sharedMemoryPoolSize(),
        usual.sharedMemoryPoolSize());
    set(out, "enable_profiling", config.enableProfiling(), usual.enableProfiling());
    set(out, "enable_task_tracing", config.enableTaskTracing(), usual.enableTaskTracing());
    return out.toString();
  }

  private static void set(StringBuilder out, String field, Object value, Object usual) {
    if (!value.equals(usual)) {
      out.append("    config.").append(field).append(" = ").append(value).append(";\n");
    }
  }
}
