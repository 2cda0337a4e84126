package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Convert;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Intrinsic;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A value that expressions compute with: {@link Bool}, {@link I32}, {@link I64}, {@link F32},
 * {@link F64}, or a {@link StructValue}. An expression is pure: making one adds nothing to a block.
 *
 * @param <V> the class of the handle itself
 */
public abstract sealed class Value<V extends Value<V>> extends Handle<V> implements Bindable
    permits Num, Bool, StructValue {
  Value(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /** Returns the type that values of this class have. */
  abstract ValueType<V> type();

  @Override
  final V made(Expr expr, @Nullable OpenBlock block) {
    return type().wrap(expr, block);
  }

  final V unary(UnaryOperator operator) {
    Span here = Place.here();
    return made(new Unary(operator, operand(here), here), home());
  }

  final V binary(BinaryOperator operator, V other) {
    requireNonNull(other, "other");
    Span here = Place.here();
    return made(
        new Binary(operator, operand(here), other.operand(here), here), inner(here, this, other));
  }

  final Bool compare(BinaryOperator operator, V other) {
    requireNonNull(other, "other");
    Span here = Place.here();
    return new Bool(
        new Binary(operator, operand(here), other.operand(here), here), inner(here, this, other));
  }

  final Expr converted(ScalarType target) {
    Span here = Place.here();
    return new Convert(target, operand(here), here);
  }

  final V intrinsic(IntrinsicFunction function) {
    Span here = Place.here();
    return made(new Intrinsic(function, Lists.immutable.of(operand(here)), here), home());
  }

  final V intrinsic(IntrinsicFunction function, V other) {
    requireNonNull(other, "other");
    Span here = Place.here();
    ImmutableList<Expr> arguments = Lists.immutable.of(operand(here), other.operand(here));
    return made(new Intrinsic(function, arguments, here), inner(here, this, other));
  }
}
