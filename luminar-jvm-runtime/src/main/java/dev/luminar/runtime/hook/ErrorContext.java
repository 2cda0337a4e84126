package dev.luminar.runtime.hook;

import java.util.Objects;

/**
 * An error as the seed's hooks pass it.
 *
 * @param errorType its type
 * @param message what happened
 * @param file the source file, may be empty
 * @param line the line, 0 where there is none
 * @param userData whatever the raiser adds; may be null
 */
public record ErrorContext(
    String errorType, String message, String file, int line, Object userData) {
  /** Checks that the texts are there. */
  public ErrorContext {
    Objects.requireNonNull(errorType, "errorType");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(file, "file");
  }
}
