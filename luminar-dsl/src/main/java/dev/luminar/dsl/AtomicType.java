package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The type of a value that atomic cells and atomic buffers hold: bool, i32, i64 or f64.
 *
 * @param <V> the class of the handle
 */
public final class AtomicType<V extends Value<V>> extends ValueType<V> {
  private final ScalarType node;
  private final BiFunction<Expr, @Nullable OpenBlock, V> wrap;

  AtomicType(ScalarType node, BiFunction<Expr, @Nullable OpenBlock, V> wrap) {
    this.node = node;
    this.wrap = wrap;
  }

  @Override
  public ScalarType node() {
    return node;
  }

  @Override
  V wrap(Expr expr, @Nullable OpenBlock home) {
    return wrap.apply(expr, home);
  }
}
