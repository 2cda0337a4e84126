package dev.luminar.testkit.interpreter;

import static java.util.Objects.requireNonNull;

import dev.luminar.host.ErrorRecord;
import dev.luminar.testkit.value.Value;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * How a call ended.
 *
 * @param result what the function returned; empty if it returns nothing or failed
 * @param failure the error that ended the call
 * @param collected the records that blocks collected, in the order of the call's list
 */
public record Outcome(
    Optional<Value> result, Optional<ErrorRecord> failure, ImmutableList<ErrorRecord> collected) {
  /** Checks the components. */
  public Outcome {
    requireNonNull(result, "result");
    requireNonNull(failure, "failure");
    requireNonNull(collected, "collected");
  }

  /** Returns the failure, if there is one, and then the collected records. */
  public ImmutableList<ErrorRecord> records() {
    return failure
        .map(first ->
            org.eclipse.collections.api.factory.Lists.immutable.of(first).newWithAll(collected))
        .orElse(collected);
  }
}
