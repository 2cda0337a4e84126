package dev.luminar.testkit.value;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A value of a struct.
 *
 * @param type the struct
 * @param fields one scalar for each field, in the order of their declaration; those of storage
 *     types are {@code i32}
 */
public record StructValue(StructType type, ImmutableList<Scalar> fields) implements Value {
  /**
   * Cuts the values of storage fields to their width.
   *
   * @throws IllegalArgumentException if the fields do not fit the struct
   */
  public StructValue {
    requireNonNull(type, "type");
    requireNonNull(fields, "fields");
    if (fields.size() != type.fields().size()) {
      throw new IllegalArgumentException(
          "the struct " + type + " has " + type.fields().size() + " fields, not " + fields.size());
    }
    fields = fields.collectWithIndex((value, i) -> stored(type.fields().get(i).type(), value));
  }

  private static Scalar stored(ScalarType type, Scalar value) {
    if (value.type() != type.loaded()) {
      throw new IllegalArgumentException(
          "a field of type " + type + " cannot hold " + value.type());
    }
    return Storage.truncate(type, value);
  }

  /** Returns the field of a name. */
  public Scalar field(String name) {
    return fields.get(type.indexOf(name));
  }

  @Override
  public String toString() {
    return ValuePrinter.print(this);
  }
}
