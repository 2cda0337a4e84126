package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.plan.code.Code;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A callable piece of code.
 *
 * @param id position in {@link Plan#routines()}
 * @param name unique among the plan's routines and readable: the function's name, or the region's
 *     label joined with a role, such as {@code sum$parallel1}
 * @param kind how it is called
 * @param params its parameters, all of them also in {@code locals}
 * @param result what it returns, {@link PlanType#NOTHING} for none; what a STEP routine leaves in
 *     its frame for those who refer to the task
 * @param usesContext whether it takes the call context: it may fail, or it appends error records to
 *     the call's list, or something it calls does
 * @param fallible whether it can return with an error in the context: the caller must look
 * @param locals every local, by id
 * @param body its code
 * @param frame present exactly for {@link Kind#STEP}
 * @param suspensions the number of its suspension points; they are numbered from 1
 * @param span where the function, region or task stands in the source
 */
public record Routine(
    int id,
    String name,
    Kind kind,
    ImmutableList<Local> params,
    PlanType result,
    boolean usesContext,
    boolean fallible,
    ImmutableList<Local> locals,
    Code body,
    Optional<FrameLayout> frame,
    int suspensions,
    Span span) {
  /** Checks the components. */
  public Routine {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(params, "params");
    requireNonNull(result, "result");
    requireNonNull(locals, "locals");
    requireNonNull(body, "body");
    requireNonNull(frame, "frame");
    requireNonNull(span, "span");
  }

  /** How a routine is called. */
  public enum Kind {
    /** Directly, by other routines and, when it has an {@link Entry}, by the host. */
    FUNCTION,
    /**
     * By a {@link BareRegion} for a run of positions: its last two parameters are the first
     * position and the one after the last; the ones before are the region's captures.
     */
    CHUNK,
    /** By a runtime, step by step: its parameters are the first fields of its frame. */
    STEP
  }
}
