package dev.luminar.analyzer.mode;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.ConcurrencyMode;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The choice of a mode.
 *
 * @param mode the mode
 * @param reasons why, at least one
 * @param conflicts what speaks against a forced mode; if there is any, it cannot be had
 * @param changes what would have to be different for the other mode
 */
public record Decision(
    ConcurrencyMode mode,
    ImmutableList<Reason> reasons,
    ImmutableList<Reason> conflicts,
    ImmutableList<String> changes) {
  /** Checks the components. */
  public Decision {
    requireNonNull(mode, "mode");
    requireNonNull(reasons, "reasons");
    requireNonNull(conflicts, "conflicts");
    requireNonNull(changes, "changes");
  }
}
