package dev.luminar.testkit.interpreter;

import org.jspecify.annotations.Nullable;

/** Unwinds a strand that was asked to stop. No error: no handler of the program sees it. */
final class CancelSignal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable TaskGroup block;

  /**
   * Makes a signal.
   *
   * @param block the concurrent block whose body is left; null if the whole task ends
   */
  CancelSignal(@Nullable TaskGroup block) {
    super(null, null, false, false);
    this.block = block;
  }

  @Nullable TaskGroup block() {
    return block;
  }
}
