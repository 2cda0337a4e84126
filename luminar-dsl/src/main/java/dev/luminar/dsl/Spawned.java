package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a task that {@code spawn} has started: {@code Spawned<I64>} is {@code task<i64>},
 * {@code Spawned<Nothing>} is {@code task}.
 *
 * @param <R> the class of its result
 */
public final class Spawned<R> extends Reference<Spawned<R>> {
  private final @Nullable ValueType<?> result;

  Spawned(@Nullable ValueType<?> result, Expr node, @Nullable OpenBlock home) {
    super(node, home);
    this.result = result;
  }

  @Nullable ValueType<?> result() {
    return result;
  }

  @Override
  Spawned<R> made(Expr expr, @Nullable OpenBlock block) {
    return new Spawned<>(result, expr, block);
  }
}
