package dev.luminar.model.type;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import java.util.Optional;

/**
 * A reference to a spawned task.
 *
 * @param result what await gives: a scalar or a struct, or nothing
 */
public record TaskType(Optional<ElementType> result) implements Type {
  /**
   * Checks the component.
   *
   * @throws ModelException LUM1105 if the result is a storage type
   */
  public TaskType {
    requireNonNull(result, "result");
    if (result.isPresent() && !result.get().isValue()) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE,
          Span.NONE,
          "a task's result is a scalar or a struct, not the storage type " + result.get());
    }
  }

  /** Returns the text form: {@code task<i64>}, or {@code task} without a result. */
  @Override
  public String toString() {
    return result.map(type -> "task<" + type + ">").orElse("task");
  }
}
