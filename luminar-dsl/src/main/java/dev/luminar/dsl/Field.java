package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

/**
 * A field of a struct.
 *
 * @param <S> the Java class that stands for the struct
 * @param <V> the class of the field's value
 */
public final class Field<S, V extends Value<V>> {
  private final StructDef<S> struct;
  private final String name;
  private final ValueType<V> type;

  Field(StructDef<S> struct, String name, ValueType<V> type) {
    this.struct = struct;
    this.name = name;
    this.type = type;
  }

  /** Returns the field with a value, for {@link StructDef#with}. */
  public Setting<S> is(V value) {
    return new Setting<>(struct, name, requireNonNull(value, "value"));
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  ValueType<V> type() {
    return type;
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
