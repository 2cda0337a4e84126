package dev.luminar.model.type;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;

/**
 * An array of references, local to a scope.
 *
 * @param element a channel, a task, or io
 */
public record ArrayType(Type element) implements Type {
  /**
   * Checks the component.
   *
   * @throws ModelException LUM1105 if the element is not a reference
   */
  public ArrayType {
    requireNonNull(element, "element");
    if (!element.isReference()) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE,
          Span.NONE,
          "arrays hold references (chan, task, io), not " + element);
    }
  }

  /** Returns the text form, such as {@code chan<i64>[]}. */
  @Override
  public String toString() {
    return element + "[]";
  }
}
