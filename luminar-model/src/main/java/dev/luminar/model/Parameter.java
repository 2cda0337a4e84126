package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.StringType;
import dev.luminar.model.type.Type;

/**
 * A parameter of a function or an extern.
 *
 * @param name the name
 * @param type a scalar, a struct, a buffer or a reference; for an extern also a string
 * @param span the place
 */
public record Parameter(String name, Type type, Span span) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1105 for a type that cannot be passed
   */
  public Parameter {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    StmtChecks.name(name, "a parameter", span);
    if (!type.isValue()
        && !type.isReference()
        && !(type instanceof BufferType)
        && !(type instanceof StringType)) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE,
          span,
          "the parameter '" + name + "' cannot have the type " + type);
    }
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
