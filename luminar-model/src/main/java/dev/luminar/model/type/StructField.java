package dev.luminar.model.type;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.text.Printer;

/**
 * A field of a struct.
 *
 * @param name any non-empty string
 * @param type how it is stored; storage types are allowed
 * @param span where it is declared
 */
public record StructField(String name, ScalarType type, Span span) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 if the name is empty
   */
  public StructField {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    if (name.isEmpty()) {
      throw new ModelException(DiagnosticCode.INVALID_NAME, span, "a field has an empty name");
    }
  }

  /** Makes a field without a place. */
  public StructField(String name, ScalarType type) {
    this(name, type, Span.NONE);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
