package dev.luminar.analyzer.scope;

import dev.luminar.model.Stmt;
import org.jspecify.annotations.Nullable;

/**
 * A block that is open at a place of a walk.
 *
 * @param kind what the block is to its statement
 * @param statement the statement that holds it, null for the body of the function
 * @param region the ordinal of the region whose body it is, -1 for other blocks
 */
public record Enclosing(Kind kind, @Nullable Stmt statement, int region) {
  /** What a block is to the statement that holds it. */
  public enum Kind {
    FUNCTION,
    BRANCH,
    LOOP,
    PARALLEL,
    CONCURRENT,
    TASK,
    WORKER,
    STAGE,
    ATTEMPT,
    HANDLER,
    ENSURE,
    CLEANUP,
    ARM;

    /** Whether the block runs as tasks of their own, so that what is outside is shared. */
    public boolean isTaskBody() {
      return this == PARALLEL || this == TASK || this == WORKER || this == STAGE;
    }

    /** Whether a jump out of the block would leave a region or a task. */
    public boolean isBorder() {
      return isTaskBody() || this == CONCURRENT;
    }
  }
}
