package dev.luminar.plan.code;

import static java.util.Objects.requireNonNull;

/**
 * The name of a loop or of a labelled statement, the target of jumps out of it.
 *
 * @param id unique in its routine
 * @param name the role, such as {@code exit} or {@code next_item}
 */
public record Label(int id, String name) {
  /** Checks the components. */
  public Label {
    requireNonNull(name, "name");
  }
}
