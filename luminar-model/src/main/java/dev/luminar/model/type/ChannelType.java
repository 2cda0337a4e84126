package dev.luminar.model.type;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;

/**
 * A reference to a channel.
 *
 * @param element what the messages are: one of the five scalars, or a struct
 */
public record ChannelType(ElementType element) implements Type {
  /**
   * Checks the component.
   *
   * @throws ModelException LUM1105 if the element is a storage type
   */
  public ChannelType {
    requireNonNull(element, "element");
    if (!element.isValue()) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE,
          Span.NONE,
          "messages are scalars or structs, not the storage type " + element);
    }
  }

  /** Returns the text form, such as {@code chan<i64>}. */
  @Override
  public String toString() {
    return "chan<" + element + ">";
  }
}
