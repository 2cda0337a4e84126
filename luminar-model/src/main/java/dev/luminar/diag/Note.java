package dev.luminar.diag;

import static java.util.Objects.requireNonNull;

/**
 * A note of a diagnostic: a further fact, with the place it is about.
 *
 * @param message one sentence without a full stop
 * @param span the place, or {@link Span#NONE}
 */
public record Note(String message, Span span) {
  /** Checks the components. */
  public Note {
    requireNonNull(message, "message");
    requireNonNull(span, "span");
  }
}
