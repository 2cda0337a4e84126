package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * What was found about the accesses of a region to the buffers that its tasks share.
 *
 * @param accesses each access with its verdict
 * @param guard the condition under which no two tasks collide
 * @param injectivityChecks checks of {@code assume_injective(check)}, made when it is entered
 * @param overlapChecks pairs of buffers that must be checked for overlap when it is entered
 */
public record RegionVerdicts(
    ImmutableList<Access> accesses,
    Guard guard,
    ImmutableList<InjectivityCheck> injectivityChecks,
    ImmutableList<OverlapCheck> overlapChecks) {
  /** Nothing was judged. */
  public static final RegionVerdicts NONE =
      new RegionVerdicts(
          Lists.immutable.empty(), Guard.ALWAYS, Lists.immutable.empty(), Lists.immutable.empty());

  /** Checks the components. */
  public RegionVerdicts {
    requireNonNull(accesses, "accesses");
    requireNonNull(guard, "guard");
    requireNonNull(injectivityChecks, "injectivityChecks");
    requireNonNull(overlapChecks, "overlapChecks");
  }
}
