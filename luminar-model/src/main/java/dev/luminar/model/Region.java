package dev.luminar.model;

import java.util.Optional;

/**
 * A statement that runs its body on several threads or tasks: a parallel block or a concurrent
 * block.
 */
public sealed interface Region extends Stmt permits Parallel, Concurrent {
  /**
   * Returns the name of the block; {@code errors(label)} and {@code cancel block label} refer to
   * it.
   */
  Optional<String> label();

  /** Returns the body. */
  Block body();
}
