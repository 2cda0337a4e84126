package dev.luminar.plan.code;

import static java.util.Objects.requireNonNull;

import dev.luminar.plan.Local;
import java.util.Optional;

/**
 * What the handler of an attempt does with its error. A local of type {@link
 * dev.luminar.plan.PlanType.Error} holds one error or none, and belongs to the scope that took it.
 */
public sealed interface AttemptCode extends Code {

  /**
   * At the start of a handler: the error leaves the context, which is then as if nothing had
   * failed. Without a local it is forgotten.
   */
  record TakeError(Optional<Local> into) implements AttemptCode {
    /** Checks the components. */
    public TakeError {
      requireNonNull(into, "into");
    }
  }

  /** Brings an error local to life: it holds none. */
  record NoError(Local error) implements AttemptCode {
    /** Checks the components. */
    public NoError {
      requireNonNull(error, "error");
    }
  }

  /** Gives back what an error local holds; nothing is fine. The local then holds none. */
  record DropError(Local error) implements AttemptCode {
    /** Checks the components. */
    public DropError {
      requireNonNull(error, "error");
    }
  }

  /**
   * Raises what an error local holds, unchanged: the local then holds none, and control goes to the
   * handler of the nearest enclosing Catch, or out of the routine.
   */
  record RaiseTaken(Local error) implements AttemptCode {
    /** Checks the components. */
    public RaiseTaken {
      requireNonNull(error, "error");
    }
  }
}
