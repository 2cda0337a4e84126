package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;

/**
 * Two buffers that must not share memory, since a proof relied on it; the host could pass such
 * ones.
 *
 * @param left a name that the region captures
 * @param right another one
 * @param inPlaceAllowed whether exactly the same elements are fine: each task then touches its own
 * @param span the region
 */
public record OverlapCheck(String left, String right, boolean inPlaceAllowed, Span span) {
  /** Checks the components. */
  public OverlapCheck {
    requireNonNull(left, "left");
    requireNonNull(right, "right");
    requireNonNull(span, "span");
  }
}
