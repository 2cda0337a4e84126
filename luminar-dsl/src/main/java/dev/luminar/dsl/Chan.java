package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A channel: {@code Chan<I64>} is {@code chan<i64>}. Blocks that may wait send to it and receive
 * from it.
 *
 * @param <V> the class of a message
 */
public final class Chan<V extends Value<V>> extends Reference<Chan<V>> {
  private final ValueType<V> element;

  Chan(ValueType<V> element, Expr node, @Nullable OpenBlock home) {
    super(node, home);
    this.element = element;
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static <V extends Value<V>> Chan<V> of(ValueType<V> element, Expr node) {
    requireNonNull(element, "element");
    requireNonNull(node, "node");
    return new Chan<>(element, Nodes.checked(node, Dsl.chan(element).node()), null);
  }

  ValueType<V> element() {
    return element;
  }

  @Override
  Chan<V> made(Expr expr, @Nullable OpenBlock block) {
    return new Chan<>(element, expr, block);
  }
}
