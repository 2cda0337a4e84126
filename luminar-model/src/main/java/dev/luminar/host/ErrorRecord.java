package dev.luminar.host;

import static java.util.Objects.requireNonNull;

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

  /** Returns {@code error TYPE "message" at INDEX}, without the index where there is no path. */
  @Override
  public String toString() {
    String head = "error " + type + " \"" + message + "\"";
    return path.isEmpty() ? head : head + " at " + index();
  }
}
