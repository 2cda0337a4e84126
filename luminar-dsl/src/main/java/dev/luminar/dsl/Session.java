package dev.luminar.dsl;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import org.jspecify.annotations.Nullable;

/**
 * What all blocks of one program share: which block is the innermost open one, and the thread that
 * builds.
 */
final class Session {
  private final Thread thread = Thread.currentThread();
  private @Nullable OpenBlock current;

  @Nullable OpenBlock current() {
    return current;
  }

  void enter(OpenBlock block) {
    current = block;
  }

  void leave(OpenBlock block) {
    current = block.outer();
  }

  void checkThread(OpenBlock block, Span place) {
    if (Thread.currentThread() != thread) {
      throw Guard.failed(
          DiagnosticCode.WRONG_THREAD,
          place,
          block.describe()
              + " is built by the thread '"
              + thread.getName()
              + "', but used by '"
              + Thread.currentThread().getName()
              + "'");
    }
  }

  String describeCurrent() {
    return current == null ? "its program is complete" : current.describe() + " is open";
  }
}
