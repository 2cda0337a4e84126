package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import org.jspecify.annotations.Nullable;

/** The type of {@link F32}, the one scalar that no atomic holds. */
public final class F32Type extends ValueType<F32> {
  F32Type() {}

  @Override
  public ScalarType node() {
    return ScalarType.F32;
  }

  @Override
  F32 wrap(Expr node, @Nullable OpenBlock home) {
    return new F32(node, home);
  }
}
