package dev.luminar.dsl;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * The type of a parameter: which handle stands for it. {@link Dsl} has them all: {@code f64},
 * {@code buf(f64)}, {@code chan(i64)}, ...
 *
 * @param <H> the class of the handle
 */
public abstract sealed class DslType<H extends Handle<H>> permits ValueType, IoType, PlainType {
  DslType() {}

  /** Returns the type of the model. */
  public abstract Type node();

  abstract H wrap(Expr node, @Nullable OpenBlock home);

  /** Returns the text form. */
  @Override
  public final String toString() {
    return node().toString();
  }
}
