package dev.luminar.testkit.value;

import dev.luminar.model.type.Type;

/**
 * A value that a host can pass to a program or get from it. {@code toString} gives what {@link
 * ValueParser} reads.
 */
public sealed interface Value permits Scalar, StructValue, BufferValue {
  /** Returns its type. */
  Type type();
}
