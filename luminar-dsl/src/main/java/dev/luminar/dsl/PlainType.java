package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.Type;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A type that is no value: buffers, references, strings. */
final class PlainType<H extends Handle<H>> extends DslType<H> {
  private final Type node;
  private final BiFunction<Expr, @Nullable OpenBlock, H> wrap;

  PlainType(Type node, BiFunction<Expr, @Nullable OpenBlock, H> wrap) {
    this.node = node;
    this.wrap = wrap;
  }

  @Override
  public Type node() {
    return node;
  }

  @Override
  H wrap(Expr expr, @Nullable OpenBlock home) {
    return wrap.apply(expr, home);
  }
}
