package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

/**
 * A local of a routine. Two locals are the same when their ids are: names need not be unique.
 *
 * @param id position in {@link Routine#locals()}
 * @param name the source's name, or for a temporary one that says its role
 * @param type what it holds
 */
public record Local(int id, String name, PlanType type) {
  /** Checks the components. */
  public Local {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
  }
}
