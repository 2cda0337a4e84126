package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;

/**
 * The frame of a resumable routine: what must outlive a suspension point, and nothing else.
 *
 * @param fields in order; the parameters of the routine come first, one field each, filled in by
 *     whoever starts the task before it is published
 * @param places for each local of the routine, by id, the field that holds it, or -1 when it lives
 *     only between two suspension points
 * @param selectArms for how many arms of a select that waits there is room: as many as the largest
 *     select of the routine has
 * @param keepsContext whether an error may be pending in the call context across a suspension point
 *     (a block is left by an error while its tasks still run): then the context is in the frame,
 *     else each step may make its own
 * @param isReferred whether others hold references to the task, so that the frame, with the result
 *     of the routine, outlives the last step
 */
public record FrameLayout(
    ImmutableList<Field> fields,
    ImmutableIntList places,
    int selectArms,
    boolean keepsContext,
    boolean isReferred) {
  /** Checks the components. */
  public FrameLayout {
    requireNonNull(fields, "fields");
    requireNonNull(places, "places");
  }

  /** The frame of a task that nobody refers to. */
  public FrameLayout(
      ImmutableList<Field> fields, ImmutableIntList places, int selectArms, boolean keepsContext) {
    this(fields, places, selectArms, keepsContext, false);
  }

  /** The field that holds {@code local}, or -1. */
  public int fieldOf(Local local) {
    requireNonNull(local, "local");
    return places.get(local.id());
  }

  /**
   * A field; locals of one type whose lives do not overlap share one.
   *
   * @param name the name of the first local that lives here
   * @param type the type of all locals that live here
   */
  public record Field(String name, PlanType type) {
    /** Checks the components. */
    public Field {
      requireNonNull(name, "name");
      requireNonNull(type, "type");
    }
  }
}
