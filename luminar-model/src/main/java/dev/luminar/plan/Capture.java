package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

/**
 * A value or a place that a region uses from outside.
 *
 * @param name its name in the source
 * @param type its type inside the region
 * @param access how the region uses it
 */
public record Capture(String name, PlanType type, Access access) {
  /** Checks the components. */
  public Capture {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(access, "access");
  }

  /** How a region uses a capture. */
  public enum Access {
    /** Read, never written while the region runs. */
    READ_ONLY,
    /** Written, each element by one task only. */
    DISJOINT_WRITE,
    /** Own storage handed to one task: nobody else uses it from when that is started. */
    MOVED,
    /** Used by atomic operations only. */
    ATOMIC,
    /** A channel, which does its own ordering. */
    CHANNEL
  }
}
