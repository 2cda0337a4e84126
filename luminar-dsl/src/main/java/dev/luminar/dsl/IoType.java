package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.Type;
import org.jspecify.annotations.Nullable;

/** The type of {@link Io}. */
public final class IoType extends DslType<Io> implements ResultType<Io> {
  IoType() {}

  @Override
  public Type node() {
    return dev.luminar.model.type.IoType.IO;
  }

  @Override
  Io wrap(Expr node, @Nullable OpenBlock home) {
    return new Io(node, home);
  }
}
