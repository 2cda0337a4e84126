package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

/**
 * Which region of a program is meant.
 *
 * @param function the name of the function that holds it
 * @param ordinal its number among the parallel and concurrent blocks of the function, from 0, in
 *     the order in which they begin in the source
 */
public record RegionKey(String function, int ordinal) {
  /** Checks the components. */
  public RegionKey {
    requireNonNull(function, "function");
    if (ordinal < 0) {
      throw new IllegalArgumentException("ordinal is negative: " + ordinal);
    }
  }

  /** Returns the function's name, a sharp, and the ordinal. */
  @Override
  public String toString() {
    return function + "#" + ordinal;
  }
}
