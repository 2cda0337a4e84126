package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An error record of a program, as the host sees it.
 *
 * @param type such as {@code index_out_of_range}
 * @param code the error's code, 0 where it has none
 * @param message the text, its arguments filled in
 * @param file the source of the place that raised it, empty where it is not known
 * @param line the line of that place, from 1; 0 where it is not known
 * @param path the iteration or task that raised it, one step per enclosing region, outermost first
 */
public record ErrorRecord(
    String type, long code, String message, String file, int line, ImmutableList<PathStep> path) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

  /** Checks the components. */
  public ErrorRecord {
    requireNonNull(type, "type");
    requireNonNull(message, "message");
    requireNonNull(file, "file");
    requireNonNull(path, "path");
  }

  /** Returns the printed path, such as {@code 3} or {@code 1:2/5}; empty outside of any region. */
  public String index() {
    return path.makeString("/");
  }

  /**
   * Returns {@code error TYPE "message" at INDEX}, without the index where there is no path. It is
   * one line, whatever the program put into type and message: quotes, backslashes and control
   * characters are escaped as in the text form, and a type that is no name is quoted.
   */
  @Override
  public String toString() {
    String name = NAME.matcher(type).matches() ? type : quoted(type);
    String head = "error " + name + " " + quoted(message);
    return path.isEmpty() ? head : head + " at " + index();
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
