package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.type.Type;
import dev.luminar.plan.Capture;

/**
 * A name from outside that a region or a task uses.
 *
 * @param name the name
 * @param type its type; for an atomic cell the type of its value
 * @param access how it is used
 * @param isCell whether it is an atomic cell
 * @param span the first use
 */
public record RegionCapture(
    String name, Type type, Capture.Access access, boolean isCell, Span span) {
  /** Returns this as own storage that is handed to one task. */
  RegionCapture moved() {
    return new RegionCapture(name, type, Capture.Access.MOVED, isCell, span);
  }

  /** Checks the components. */
  public RegionCapture {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(access, "access");
    requireNonNull(span, "span");
  }
}
