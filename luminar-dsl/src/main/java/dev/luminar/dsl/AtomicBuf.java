package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.ElementPlace;
import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of atomic elements: {@code AtomicBuf<I64>} is {@code atomic i64[]}.
 *
 * @param <V> the class of an element
 */
public final class AtomicBuf<V extends Value<V> & Atomic> extends Memory<AtomicBuf<V>> {
  private final AtomicType<V> element;

  AtomicBuf(AtomicType<V> element, Expr node, @Nullable OpenBlock home) {
    super(node, home);
    this.element = element;
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static <V extends Value<V> & Atomic> AtomicBuf<V> of(AtomicType<V> element, Expr node) {
    requireNonNull(element, "element");
    requireNonNull(node, "node");
    return new AtomicBuf<>(element, Nodes.checked(node, Dsl.atomicBuf(element).node()), null);
  }

  /** Returns the cell at an index; an index out of range is an error of the program. */
  public Cell<V> at(Int<?> index) {
    requireNonNull(index, "index");
    Span here = Place.here();
    return new Cell<>(
        element,
        new ElementPlace(operand(here), index.operand(here), here),
        inner(here, this, index));
  }

  /** Returns the cell at an index. */
  public Cell<V> at(long index) {
    return at(Dsl.i64(index));
  }

  @Override
  AtomicBuf<V> made(Expr expr, @Nullable OpenBlock block) {
    return new AtomicBuf<>(element, expr, block);
  }
}
