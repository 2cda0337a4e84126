package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A buffer whose elements are read by {@link #at} and written by the block's {@code store}.
 *
 * @param <V> the class of a loaded element
 * @param <S> the class of the handle itself
 */
public abstract sealed class PlainMemory<V extends Value<V>, S extends PlainMemory<V, S>>
    extends Memory<S> permits Buf, I8Buf, U8Buf, I16Buf, U16Buf {
  PlainMemory(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /** Returns the type of a loaded element. */
  abstract ValueType<V> element();

  /** Returns the element at an index; an index out of range is an error of the program. */
  public final V at(Int<?> index) {
    requireNonNull(index, "index");
    Span here = Place.here();
    return element()
        .wrap(new Element(operand(here), index.operand(here), here), inner(here, this, index));
  }

  /** Returns the element at an index. */
  public final V at(long index) {
    return at(Dsl.i64(index));
  }
}
