package dev.luminar.model.type;

/** A type that buffers hold: a scalar, a storage type, or a struct. */
public sealed interface ElementType extends Type permits ScalarType, StructType {
  /**
   * Returns the type of the value that a load gives and a store takes: {@code i32} for the storage
   * types.
   */
  ElementType loaded();
}
