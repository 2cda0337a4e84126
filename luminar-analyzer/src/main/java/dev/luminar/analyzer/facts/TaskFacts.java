package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import java.util.OptionalLong;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What is known about a task or worker statement of a concurrent block.
 *
 * @param ordinal its number among the task and worker statements of the block, from 0
 * @param isWorker whether it is a worker
 * @param isConditional whether it stands in a loop or under a condition, so that it starts its
 *     tasks any number of times
 * @param count how many tasks it starts at once, where that is constant
 * @param captures names from outside the statement that its body uses, in the order of their first
 *     uses
 * @param span the place
 */
public record TaskFacts(
    int ordinal,
    boolean isWorker,
    boolean isConditional,
    OptionalLong count,
    ImmutableList<RegionCapture> captures,
    Span span) {
  /** Checks the components. */
  public TaskFacts {
    requireNonNull(count, "count");
    requireNonNull(captures, "captures");
    requireNonNull(span, "span");
  }
}
