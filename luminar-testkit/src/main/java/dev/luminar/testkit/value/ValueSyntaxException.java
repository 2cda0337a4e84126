package dev.luminar.testkit.value;

import static java.util.Objects.requireNonNull;

/**
 * Thrown for a text that is no value of the type that is needed; the message says what was expected
 * and where.
 */
public final class ValueSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message. */
  public ValueSyntaxException(String message) {
    super(requireNonNull(message, "message"));
  }
}
