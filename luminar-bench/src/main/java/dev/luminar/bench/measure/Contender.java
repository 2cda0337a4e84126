package dev.luminar.bench.measure;

import static java.util.Objects.requireNonNull;

/**
 * Something that is measured.
 *
 * @param name what the report calls it; unique among those measured together
 * @param call what is timed; may be called any number of times
 */
public record Contender(String name, Runnable call) {
  /** Checks the components. */
  public Contender {
    requireNonNull(name, "name");
    requireNonNull(call, "call");
  }
}
