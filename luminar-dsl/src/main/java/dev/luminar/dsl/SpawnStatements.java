package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.CancelBlock;
import dev.luminar.model.Retry;
import java.util.Optional;

/** Statements that start tasks dynamically; the innermost concurrent block joins them. */
public sealed interface SpawnStatements
    permits ConcurrentBlock, ConcurrentLoop, TaskBlock, TaskLoop {
  /** Adds {@code spawn callee(arguments);}. */
  default void spawn(Invocation<?> call) {
    requireNonNull(call, "call");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Calls.check(b, call, here);
    Tasks.spawn(b, Optional.empty(), call, Optional.empty(), here);
  }

  /** Adds {@code let task = spawn callee(arguments);}. */
  default <R> Spawned<R> spawn(String task, Invocation<R> call) {
    requireNonNull(task, "task");
    requireNonNull(call, "call");
    return Tasks.spawn((OpenBlock) this, task, call, Optional.empty());
  }

  /** Adds {@code let task = spawn callee(arguments);} with new attempts if it fails. */
  default <R> Spawned<R> spawn(String task, Invocation<R> call, Retry retry) {
    requireNonNull(task, "task");
    requireNonNull(call, "call");
    requireNonNull(retry, "retry");
    return Tasks.spawn((OpenBlock) this, task, call, Optional.of(retry));
  }

  /** Adds {@code cancel block;}, which asks all tasks of the innermost block to stop. */
  default void cancelBlock() {
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new CancelBlock(Optional.empty(), here));
  }

  /**
   * Adds {@code cancel block label;} for an enclosing concurrent block, which gets a label if it
   * has none.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM2002 if it has ended
   */
  default void cancelBlock(ConcurrentBlock block) {
    requireNonNull(block, "block");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    if (!block.isOpen() || block.session() != b.session()) {
      throw Guard.closedBlock(block, here);
    }
    String label = ConcurrentBlock.around(block).labelled(b);
    b.add(new CancelBlock(Optional.of(label), here));
  }
}
