package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A part of a buffer, sharing its memory: {@code xs[a..<b]}, or {@code xs[a..b]} with its end.
 * Bounds outside the buffer, or a start behind the end, are an error.
 *
 * @param buffer a buffer, plain or atomic
 * @param start the first index, an i32 or i64
 * @param end the end, an i32 or i64
 * @param isInclusive whether the element at the end belongs to the part
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record Slice(Expr buffer, Expr start, Expr end, boolean isInclusive, Span span, int depth)
    implements Expr {
  /** Checks the operands as {@link #Slice(Expr, Expr, Expr, boolean, Span)} does. */
  public Slice {
    requireNonNull(buffer, "buffer");
    requireNonNull(start, "start");
    requireNonNull(end, "end");
    requireNonNull(span, "span");
    if (!(buffer.type() instanceof BufferType)) {
      throw Checks.mismatch(buffer, "a buffer", "what is sliced");
    }
    Checks.index(start, "the start of a slice");
    Checks.type(end, start.type(), "the end of a slice");
    depth = Checks.depth(span, Lists.immutable.of(buffer, start, end));
  }

  /**
   * Makes a slice.
   *
   * @throws dev.luminar.model.ModelException LUM1101 for operands of other types; start and end
   *     have one type
   */
  public Slice(Expr buffer, Expr start, Expr end, boolean isInclusive, Span span) {
    this(buffer, start, end, isInclusive, span, 0);
  }

  @Override
  public BufferType type() {
    return (BufferType) buffer.type();
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.of(buffer, start, end);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
