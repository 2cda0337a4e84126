package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/** A buffer {@code i16[]}: a load widens to i32, a store truncates from i32. */
public final class I16Buf extends PlainMemory<I32, I16Buf> {
  I16Buf(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static I16Buf of(Expr node) {
    requireNonNull(node, "node");
    return new I16Buf(Nodes.checked(node, Dsl.buf(Dsl.i16).node()), null);
  }

  @Override
  ValueType<I32> element() {
    return Dsl.i32;
  }

  @Override
  I16Buf made(Expr expr, @Nullable OpenBlock block) {
    return new I16Buf(expr, block);
  }
}
