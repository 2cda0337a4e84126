package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.Break;
import dev.luminar.model.Continue;

/** Statements of loops and the blocks in them. */
public sealed interface LoopStatements
    permits FunctionLoop, ParallelLoop, ConcurrentLoop, TaskLoop, StageLoop, CleanupLoop {
  /** Adds {@code break;}, which leaves the innermost loop. */
  default void breaks() {
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Break(here));
  }

  /** Adds {@code continue;}, which goes on with the next turn of the innermost loop. */
  default void continues() {
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Continue(here));
  }

  /**
   * Adds {@code let seen, ok = cell.cas_weak(expected, desired);}, which may fail without a reason
   * and so belongs into a loop.
   */
  default <V extends Value<V> & Atomic> Outcome<V> casWeak(
      String seen, String ok, Cell<V> cell, V expected, V desired) {
    return casWeak(seen, ok, cell, expected, desired, Dsl.seqCst, Dsl.seqCst);
  }

  /** Adds {@code let seen, ok = cell.cas_weak(expected, desired, success, failure);}. */
  default <V extends Value<V> & Atomic> Outcome<V> casWeak(
      String seen,
      String ok,
      Cell<V> cell,
      V expected,
      V desired,
      Order success,
      Order.Read failure) {
    return AtomicOperation.cas(
        (OpenBlock) this, seen, ok, cell, expected, desired, true, success, failure);
  }
}
