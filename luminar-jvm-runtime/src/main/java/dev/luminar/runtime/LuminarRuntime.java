package dev.luminar.runtime;

import java.util.Objects;

/** The door: where emitted code gets the hooks in force. */
public final class LuminarRuntime {
  private static volatile ConcurrencyHooks current;

  private LuminarRuntime() {}

  /**
   * The hooks in force. Emitted code asks at the beginning of each outermost call and uses only what it gets.
   *
   * @throws IllegalStateException if none are registered
   */
  public static ConcurrencyHooks hooks() {
    ConcurrencyHooks hooks = current;
    if (hooks == null) {
      throw new IllegalStateException("no runtime is registered");
    }
    return hooks;
  }

  /** Puts {@code hooks} in force, for calls that begin from now on. */
  public static void register(ConcurrencyHooks hooks) {
    current = Objects.requireNonNull(hooks, "hooks");
  }
}
