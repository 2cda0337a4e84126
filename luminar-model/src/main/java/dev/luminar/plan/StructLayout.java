package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * The layout of a struct: C's natural layout (System V and every other common ABI agree on it for
 * flat structs of scalars).
 *
 * @param name the struct's name in the source
 * @param fields its fields in order
 * @param size bytes of one value, a multiple of {@code alignment}
 * @param alignment bytes, 1 to 8
 */
public record StructLayout(String name, ImmutableList<Field> fields, int size, int alignment) {
  /** Checks the components. */
  public StructLayout {
    requireNonNull(name, "name");
    requireNonNull(fields, "fields");
  }

  /**
   * One field.
   *
   * @param name the field's name in the source
   * @param type its scalar, storage-only ones included
   * @param offset bytes from the start of the struct
   */
  public record Field(String name, PlanType.Scalar type, int offset) {
    /** Checks the components. */
    public Field {
      requireNonNull(name, "name");
      requireNonNull(type, "type");
    }
  }
}
