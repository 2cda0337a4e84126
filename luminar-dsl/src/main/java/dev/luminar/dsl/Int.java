package dev.luminar.dsl;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An integer; also an index.
 *
 * @param <V> the class of the handle itself
 */
public abstract sealed class Int<V extends Int<V>> extends Num<V> permits I32, I64 {
  Int(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /** Returns the bits that both have. */
  public final V and(V other) {
    return binary(BinaryOperator.AND, other);
  }

  /** Returns the bits that one of them has. */
  public final V or(V other) {
    return binary(BinaryOperator.OR, other);
  }

  /** Returns the bits in which they differ. */
  public final V xor(V other) {
    return binary(BinaryOperator.XOR, other);
  }

  /** Returns the bits moved left; the count is masked to the width of the type. */
  public final V shl(V other) {
    return binary(BinaryOperator.SHL, other);
  }

  /** Returns the bits moved right, keeping the sign; the count is masked. */
  public final V shr(V other) {
    return binary(BinaryOperator.SHR, other);
  }

  /** Returns the bits moved right, filled with zeros; the count is masked. */
  public final V ushr(V other) {
    return binary(BinaryOperator.USHR, other);
  }

  /** Returns all bits flipped. */
  public final V not() {
    return unary(UnaryOperator.COMPLEMENT);
  }
}
