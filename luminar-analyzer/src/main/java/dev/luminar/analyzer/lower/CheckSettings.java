package dev.luminar.analyzer.lower;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;
import dev.luminar.model.RuntimeConfig;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/** This pass refuses settings of the runtime that no runtime acts upon yet. */
final class CheckSettings {

  private CheckSettings() {}

  /**
   * Checks a configuration.
   *
   * @throws DiagnosticException LUM4005, one diagnostic for each setting
   */
  static void check(RuntimeConfig config, Span program) {
    MutableList<Diagnostic> found = Lists.mutable.empty();
    refuse(found, program, !config.useWorkStealing(), "use_work_stealing", "false");
    refuse(found, program, config.enableNumaAwareness(), "enable_numa_awareness", "true");
    refuse(found, program, !config.useLockFreeChannels(), "use_lock_free_channels", "false");
    refuse(found, program, !config.enableErrorRecovery(), "enable_error_recovery", "false");
    refuse(found, program, config.useCustomAllocator(), "use_custom_allocator", "true");
    long pool = config.sharedMemoryPoolSize();
    refuse(found, program, pool != 0, "shared_memory_pool_size", Long.toString(pool));
    refuse(found, program, config.enableProfiling(), "enable_profiling", "true");
    refuse(found, program, config.enableTaskTracing(), "enable_task_tracing", "true");
    if (found.notEmpty()) {
      throw new DiagnosticException(found.toImmutable());
    }
  }

  private static void refuse(
      MutableList<Diagnostic> found, Span program, boolean changed, String name, String value) {
    if (changed) {
      found.add(
          Diagnostic.error(
                  DiagnosticCode.SETTING_WITHOUT_EFFECT,
                  program,
                  "the setting '" + name + "' has no effect yet when it is " + value)
              .withHelp("leave '" + name + "' at its default"));
    }
  }
}
