package dev.luminar.model.type;

/**
 * A type of the program. Types are compared by {@code equals}; {@code toString} gives the text
 * form.
 *
 * <p>The hierarchy is closed: a new type is a new major version, since exhaustive switches must
 * learn it.
 */
public sealed interface Type
    permits ElementType,
        BufferType,
        ChannelType,
        TaskType,
        IoType,
        ArrayType,
        StringType,
        ErrorType {

  /** Says whether a value of this type is a plain value: one of the five scalars, or a struct. */
  default boolean isValue() {
    return this instanceof ScalarType scalar ? !scalar.isStorageOnly() : this instanceof StructType;
  }

  /** Says whether this is a reference: a channel, a task, or io. */
  default boolean isReference() {
    return this instanceof ChannelType || this instanceof TaskType || this instanceof IoType;
  }

  /** Says whether this is one of the integers that expressions compute with. */
  default boolean isInteger() {
    return this == ScalarType.I32 || this == ScalarType.I64;
  }

  /** Says whether this is f32 or f64. */
  default boolean isFloat() {
    return this == ScalarType.F32 || this == ScalarType.F64;
  }

  /** Says whether this is one of the four types that arithmetic takes. */
  default boolean isNumeric() {
    return isInteger() || isFloat();
  }
}
