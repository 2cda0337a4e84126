package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Conditional;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import org.jspecify.annotations.Nullable;

/** A bool. */
public final class Bool extends Value<Bool> implements Bits, Atomic {
  Bool(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static Bool of(Expr node) {
    requireNonNull(node, "node");
    return new Bool(Nodes.checked(node, ScalarType.BOOL), null);
  }

  @Override
  AtomicType<Bool> type() {
    return Dsl.bool;
  }

  /** Returns whether both are true; the other is evaluated only if this one is true. */
  public Bool and(Bool other) {
    return binary(BinaryOperator.LOGICAL_AND, other);
  }

  /** Returns whether one is true; the other is evaluated only if this one is false. */
  public Bool or(Bool other) {
    return binary(BinaryOperator.LOGICAL_OR, other);
  }

  /** Returns whether this is false. */
  public Bool not() {
    return unary(UnaryOperator.NOT);
  }

  /** Returns whether this equals the other. */
  public Bool eq(Bool other) {
    return compare(BinaryOperator.EQ, other);
  }

  /** Returns whether this differs from the other. */
  public Bool ne(Bool other) {
    return compare(BinaryOperator.NE, other);
  }

  /** Returns 1 if this is true, else 0. */
  public I32 toI32() {
    return new I32(converted(ScalarType.I32), home());
  }

  /** Returns 1 if this is true, else 0. */
  public I64 toI64() {
    return new I64(converted(ScalarType.I64), home());
  }

  /** Returns the first value if this is true, else the second; only that one is evaluated. */
  public <V extends Value<V>> V choose(V then, V otherwise) {
    requireNonNull(then, "then");
    requireNonNull(otherwise, "otherwise");
    Span here = Place.here();
    Expr node = new Conditional(operand(here), then.operand(here), otherwise.operand(here), here);
    return then.made(node, inner(here, this, then, otherwise));
  }
}
