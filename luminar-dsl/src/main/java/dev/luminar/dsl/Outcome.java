package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

/**
 * What a statement with two results binds.
 *
 * @param value the value: what was received or polled (zero if there was nothing), or what a
 *     compare-exchange found
 * @param ok whether there was something, or whether it was exchanged
 * @param <V> the class of the value
 */
public record Outcome<V extends Value<V>>(V value, Bool ok) {
  /** Checks the components. */
  public Outcome {
    requireNonNull(value, "value");
    requireNonNull(ok, "ok");
  }
}
