package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A buffer: contiguous memory of elements with a length, a parameter or own storage.
 *
 * @param <S> the class of the handle itself
 */
public abstract sealed class Memory<S extends Memory<S>> extends Handle<S> implements Bindable
    permits PlainMemory, AtomicBuf {
  Memory(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /** Returns the number of elements. */
  public final I64 length() {
    Span here = Place.here();
    return new I64(new Length(operand(here), here), home());
  }

  /**
   * Returns the part from a start up to, and without, an end, sharing the memory. Bounds outside
   * the buffer are an error of the program.
   */
  public final <I extends Int<I>> S slice(I start, I end) {
    return part(start, end, false);
  }

  /** Returns the part from a start up to, and without, an end. */
  public final S slice(long start, I64 end) {
    return slice(Dsl.i64(start), end);
  }

  /** Returns the part from a start up to, and without, an end. */
  public final S slice(long start, long end) {
    return slice(Dsl.i64(start), Dsl.i64(end));
  }

  /** Returns the part from a start to an end, with its end. */
  public final <I extends Int<I>> S sliceThrough(I start, I end) {
    return part(start, end, true);
  }

  private <I extends Int<I>> S part(I start, I end, boolean isInclusive) {
    requireNonNull(start, "start");
    requireNonNull(end, "end");
    Span here = Place.here();
    Expr node = new Slice(operand(here), start.operand(here), end.operand(here), isInclusive, here);
    return made(node, inner(here, this, start, end));
  }
}
