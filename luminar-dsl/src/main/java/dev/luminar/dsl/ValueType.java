package dev.luminar.dsl;

import dev.luminar.model.type.ElementType;

/**
 * The type of a value: one of the five scalars, or a struct.
 *
 * @param <V> the class of the handle
 */
public abstract sealed class ValueType<V extends Value<V>> extends DslType<V>
    implements ResultType<V> permits AtomicType, F32Type, StructDef {
  ValueType() {}

  @Override
  public abstract ElementType node();
}
