package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import java.util.OptionalLong;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A region that runs on a runtime: a group of tasks, each with a frame.
 *
 * @param id position in {@link Plan#taskRegions()}
 * @param name unique and readable, such as {@code pipe$work}
 * @param notation the head of the block in the text form, for banners
 * @param errors what becomes of errors
 * @param timeout when its tasks are asked to stop, in nanoseconds from its beginning; empty for
 *     never
 * @param grace how much longer tasks may run before that is reported, in nanoseconds; 0 for ever
 * @param reasons one line per reason for the mode, as explain() prints them
 * @param span the block
 */
public record TaskRegion(
    int id,
    String name,
    String notation,
    RegionErrors errors,
    OptionalLong timeout,
    long grace,
    ImmutableList<String> reasons,
    Span span) {
  /** Checks the components. */
  public TaskRegion {
    requireNonNull(name, "name");
    requireNonNull(notation, "notation");
    requireNonNull(errors, "errors");
    requireNonNull(timeout, "timeout");
    requireNonNull(reasons, "reasons");
    requireNonNull(span, "span");
  }
}
