package dev.luminar.diag;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Gives the lines of the user's sources, so that a diagnostic can show them. */
@FunctionalInterface
public interface Sources {
  /** Sources of which no line is known. */
  Sources NONE =
      (source, line) -> {
        requireNonNull(source, "source");
        return Optional.empty();
      };

  /** Returns a line, counted from 1, without its end; empty where it is not known. */
  Optional<String> line(String source, int line);

  /** Returns the lines of one text under a name. Finding a line takes time linear in the text. */
  static Sources of(String name, String text) {
    requireNonNull(name, "name");
    requireNonNull(text, "text");
    return (source, line) ->
        requireNonNull(source, "source").equals(name) ? lineOf(text, line) : Optional.empty();
  }

  private static Optional<String> lineOf(String text, int line) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return Optional.empty();
      }
      start = end + 1;
    }
    int end = text.indexOf('\n', start);
    String found = end < 0 ? text.substring(start) : text.substring(start, end);
    return Optional.of(found.endsWith("\r") ? found.substring(0, found.length() - 1) : found);
  }
}
