package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/** A buffer {@code i8[]}: a load widens to i32, a store truncates from i32. */
public final class I8Buf extends PlainMemory<I32, I8Buf> {
  I8Buf(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static I8Buf of(Expr node) {
    requireNonNull(node, "node");
    return new I8Buf(Nodes.checked(node, Dsl.buf(Dsl.i8).node()), null);
  }

  @Override
  ValueType<I32> element() {
    return Dsl.i32;
  }

  @Override
  I8Buf made(Expr expr, @Nullable OpenBlock block) {
    return new I8Buf(expr, block);
  }
}
