package dev.luminar.dsl;

import dev.luminar.model.type.Type;

/**
 * The type of what a function may return: a value, or io.
 *
 * @param <R> the class of the handle
 */
public sealed interface ResultType<R extends Handle<R>> permits ValueType, IoType {
  /** Returns the type of the model. */
  Type node();
}
