package dev.luminar.dsl;

/**
 * A field with a value.
 *
 * @param <S> the Java class that stands for the struct
 */
public final class Setting<S> {
  private final StructDef<S> struct;
  private final String field;
  private final Value<?> value;

  Setting(StructDef<S> struct, String field, Value<?> value) {
    this.struct = struct;
    this.field = field;
    this.value = value;
  }

  StructDef<S> struct() {
    return struct;
  }

  String field() {
    return field;
  }

  Value<?> value() {
    return value;
  }

  /** Returns the field and its value. */
  @Override
  public String toString() {
    return field + ": " + value;
  }
}
