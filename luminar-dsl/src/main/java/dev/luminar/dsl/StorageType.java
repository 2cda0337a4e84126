package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A type that only buffers and fields of structs have: i8, u8, i16 or u16. A load widens to i32, a
 * store truncates from i32.
 *
 * @param <S> the class of the buffer with such elements
 */
public final class StorageType<S extends Memory<S>> {
  private final ScalarType node;
  private final BiFunction<Expr, @Nullable OpenBlock, S> wrap;

  StorageType(ScalarType node, BiFunction<Expr, @Nullable OpenBlock, S> wrap) {
    this.node = node;
    this.wrap = wrap;
  }

  /** Returns the type of the model. */
  public ScalarType node() {
    return node;
  }

  BiFunction<Expr, @Nullable OpenBlock, S> buffer() {
    return wrap;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return node.toString();
  }
}
