package dev.luminar.model.type;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.text.Printer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A struct: a flat, immutable value of named scalars. It may be computed with, travel through
 * channels, and live in buffers.
 *
 * @param name any non-empty string, unique in the program
 * @param fields at least one, with different names
 * @param span where it is declared
 */
public record StructType(String name, ImmutableList<StructField> fields, Span span)
    implements ElementType {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 if the name is empty, LUM1105 if there is no field, LUM1110 if
   *     two fields have one name
   */
  public StructType {
    requireNonNull(name, "name");
    requireNonNull(fields, "fields");
    requireNonNull(span, "span");
    if (name.isEmpty()) {
      throw new ModelException(DiagnosticCode.INVALID_NAME, span, "a struct has an empty name");
    }
    if (fields.isEmpty()) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE, span, "the struct '" + name + "' has no fields");
    }
    Set<String> names = new HashSet<>();
    for (StructField field : fields) {
      if (!names.add(field.name())) {
        throw new ModelException(
            DiagnosticCode.DUPLICATE_FIELD,
            field.span(),
            "the struct '" + name + "' has two fields '" + field.name() + "'");
      }
    }
  }

  /** Makes a struct without a place. */
  public StructType(String name, ImmutableList<StructField> fields) {
    this(name, fields, Span.NONE);
  }

  /** Returns the field of a name. */
  public Optional<StructField> field(String fieldName) {
    requireNonNull(fieldName, "fieldName");
    return fields.detectOptional(field -> field.name().equals(fieldName));
  }

  /** Returns the position of the field of a name, -1 if there is none. */
  public int indexOf(String fieldName) {
    requireNonNull(fieldName, "fieldName");
    return fields.detectIndex(field -> field.name().equals(fieldName));
  }

  @Override
  public StructType loaded() {
    return this;
  }

  /** Returns the name as a type is written in the text form. */
  @Override
  public String toString() {
    return Printer.typeName(name);
  }
}
