package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.text.Printer;

/**
 * The range that a task statement starts a task for each value of.
 *
 * @param name the name of the value in the body
 * @param range the values
 */
public record TaskIndex(String name, Range range) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name
   */
  public TaskIndex {
    requireNonNull(name, "name");
    requireNonNull(range, "range");
    StmtChecks.name(name, "the index of a task", range.span());
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
