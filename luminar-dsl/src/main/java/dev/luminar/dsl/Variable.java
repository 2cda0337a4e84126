package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Ref;

/**
 * A variable: {@code b.assign(sum, sum.get().plus(x))}.
 *
 * @param <V> the class of its value
 */
public final class Variable<V extends Value<V>> {
  private final V value;

  Variable(V value) {
    this.value = value;
  }

  /** Returns the value that the variable has where the expression is evaluated. */
  public V get() {
    Span here = Place.here();
    return value.made(value.operand(here), value.home());
  }

  /** Returns the node of the model. */
  public Ref node() {
    return (Ref) value.node();
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return value.toString();
  }

  V value() {
    return value;
  }
}
