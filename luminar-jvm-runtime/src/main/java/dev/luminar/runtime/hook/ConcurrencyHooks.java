package dev.luminar.runtime.hook;

/**
 * The services that emitted code calls: everything a runtime must offer to run concurrent blocks,
 * as the hook table of {@code luminar_hooks.h} lists them. The built-in one is {@link
 * dev.luminar.runtime.LuminarRuntime}'s; another is put in its place with {@link
 * dev.luminar.runtime.LuminarRuntime#register} or {@link dev.luminar.runtime.RuntimeLayer}.
 */
public interface ConcurrencyHooks
    extends TaskHooks, ChannelHooks, SelectHooks, ErrorHooks, TimeHooks {
  /** The version of the contract that emitted code of this release was written for. */
  int ABI_MAJOR = 1;

  /** Grows with every addition to the contract. */
  int ABI_MINOR = 0;

  /** Feature: calls, groups and step tasks. Every runtime has it. */
  long FEATURE_STEP_TASKS = 1;

  /** Feature: run-to-end tasks ({@link #spawnTask}). */
  long FEATURE_RUN_TASKS = 1 << 1;

  /** Feature: channels of capacity 0. */
  long FEATURE_RENDEZVOUS = 1 << 2;

  /** Feature: select. */
  long FEATURE_SELECT = 1 << 3;

  /** Feature: deadlines of operations and groups, and sleep. */
  long FEATURE_DEADLINES = 1 << 4;

  /** Feature: deadlocks are found. */
  long FEATURE_DEADLOCK = 1 << 5;

  /** Feature: substitutes for threads in blocking externs. */
  long FEATURE_SUBSTITUTES = 1 << 6;

  /** Every feature this release knows. */
  long FEATURES_KNOWN =
      FEATURE_STEP_TASKS
          | FEATURE_RUN_TASKS
          | FEATURE_RENDEZVOUS
          | FEATURE_SELECT
          | FEATURE_DEADLINES
          | FEATURE_DEADLOCK
          | FEATURE_SUBSTITUTES;

  /**
   * The version of the contract this runtime fulfils; another one than {@link #ABI_MAJOR} is
   * refused.
   */
  default int abiMajor() {
    return ABI_MAJOR;
  }

  /** The minor version of the contract this runtime fulfils. */
  default int abiMinor() {
    return ABI_MINOR;
  }

  /** What this runtime offers, as a sum of the feature constants. */
  long features();
}
