package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/** A string constant, an argument of an extern. */
public final class Str extends Handle<Str> {
  Str(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  @Override
  Str made(Expr expr, @Nullable OpenBlock block) {
    return new Str(expr, block);
  }
}
