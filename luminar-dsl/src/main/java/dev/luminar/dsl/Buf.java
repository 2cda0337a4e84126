package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of values: {@code Buf<F64>} is {@code f64[]}.
 *
 * @param <V> the class of an element
 */
public final class Buf<V extends Value<V>> extends PlainMemory<V, Buf<V>> {
  private final ValueType<V> element;

  Buf(ValueType<V> element, Expr node, @Nullable OpenBlock home) {
    super(node, home);
    this.element = element;
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static <V extends Value<V>> Buf<V> of(ValueType<V> element, Expr node) {
    requireNonNull(element, "element");
    requireNonNull(node, "node");
    return new Buf<>(element, Nodes.checked(node, Dsl.buf(element).node()), null);
  }

  @Override
  ValueType<V> element() {
    return element;
  }

  @Override
  Buf<V> made(Expr expr, @Nullable OpenBlock block) {
    return new Buf<>(element, expr, block);
  }
}
