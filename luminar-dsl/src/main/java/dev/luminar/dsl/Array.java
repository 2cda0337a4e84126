package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.ElementOf;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Length;
import org.jspecify.annotations.Nullable;

/**
 * An array of references, local to a scope: {@code Array<Chan<I64>>} is {@code chan<i64>[]}.
 *
 * @param <H> the class of an element
 */
public final class Array<H extends Reference<H>> extends Handle<Array<H>> {
  private final DslType<H> element;

  Array(DslType<H> element, Expr node, @Nullable OpenBlock home) {
    super(node, home);
    this.element = element;
  }

  /** Returns the reference at an index; an index out of range is an error of the program. */
  public H at(Int<?> index) {
    requireNonNull(index, "index");
    Span here = Place.here();
    return element.wrap(
        new ElementOf(operand(here), index.operand(here), here), inner(here, this, index));
  }

  /** Returns the reference at an index. */
  public H at(long index) {
    return at(Dsl.i64(index));
  }

  /** Returns the number of references. */
  public I64 length() {
    Span here = Place.here();
    return new I64(new Length(operand(here), here), home());
  }

  @Override
  Array<H> made(Expr expr, @Nullable OpenBlock block) {
    return new Array<>(element, expr, block);
  }
}
