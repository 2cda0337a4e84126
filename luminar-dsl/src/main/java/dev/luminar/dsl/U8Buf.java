package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/** A buffer {@code u8[]}: a load widens to i32, a store truncates from i32. */
public final class U8Buf extends PlainMemory<I32, U8Buf> {
  U8Buf(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static U8Buf of(Expr node) {
    requireNonNull(node, "node");
    return new U8Buf(Nodes.checked(node, Dsl.buf(Dsl.u8).node()), null);
  }

  @Override
  ValueType<I32> element() {
    return Dsl.i32;
  }

  @Override
  U8Buf made(Expr expr, @Nullable OpenBlock block) {
    return new U8Buf(expr, block);
  }
}
