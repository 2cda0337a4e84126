package dev.luminar.analyzer.race;

import dev.luminar.diag.Span;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A part of a region that may run at the same time as its other parts: the iterations of a parallel
 * block, a task or worker statement of a concurrent block, or the body that starts these.
 *
 * @param kind what it is
 * @param ordinal the number of the statement, -1 for the other kinds
 * @param lastOutside the last declaration outside of it
 * @param instances how many of it run at the same time
 * @param symbol what tells two instances apart: different instances have different values of it; 0
 *     if there is no such thing
 * @param step the distance between its values, 0 if that is not constant
 * @param values the values of the symbol, null if they are not known
 * @param count how many values there are, where that is constant
 * @param span the place
 */
record Slot(
    Kind kind,
    int ordinal,
    int lastOutside,
    Instances instances,
    int symbol,
    long step,
    Symbols.@Nullable Span values,
    OptionalLong count,
    Span span) {
  enum Kind {
    ITERATION,
    TASK,
    WORKER,
    OWNER
  }

  enum Instances {
    ONE,
    BY_SYMBOL,
    ANY
  }

  /** What one instance is called. */
  String word() {
    return switch (kind) {
      case ITERATION -> "iteration";
      case TASK -> "task";
      case WORKER -> "worker";
      case OWNER -> "the body of the block";
    };
  }
}
