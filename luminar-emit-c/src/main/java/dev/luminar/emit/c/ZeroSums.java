package dev.luminar.emit.c;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;

/**
 * Sums and differences with a constant zero that gcc 12 computes wrongly, at every level of
 * optimization: for {@code 0.0 - x} it takes {@code -x} where it knows that {@code x} is not -0.0,
 * as a converted integer or {@code fabs} never is. Yet 0.0 - 0.0 is 0.0 and not -0.0. It does so
 * only within one expression and where it has folded the other operand to a constant, so that a
 * call around {@code x} keeps it from it.
 */
final class ZeroSums {
  private ZeroSums() {}

  /** Whether an operand of a sum or difference of floats is to be kept apart from the other one. */
  static boolean isKept(Val.Binary sum, Val operand) {
    boolean isDifference = sum.op() == BinaryOperator.SUB;
    Val other = operand == sum.right() ? sum.left() : sum.right();
    if ((!isDifference && sum.op() != BinaryOperator.ADD)
        || (isDifference && operand != sum.right())
        || !mayBeZero(other)) {
      return false;
    }
    return switch (operand) {
      case Val.Unary u -> true;
      case Val.Binary b -> true;
      case Val.Choose c -> true;
      case Val.Convert c -> isDifference;
      case Val.Math m -> isDifference;
      default -> false;
    };
  }

  /** Whether the compiler can see a constant in a value, and it may be a zero. */
  private static boolean mayBeZero(Val value) {
    return switch (value) {
      case Val.Const c -> c.bits() == 0;
      case Val.Unary u -> isConstant(u);
      case Val.Binary b -> isConstant(b);
      case Val.Choose c -> isConstant(c);
      case Val.Convert c -> isConstant(c);
      case Val.Math m -> isConstant(m);
      default -> false;
    };
  }

  private static boolean isConstant(Val value) {
    boolean[] isConstant = {
      switch (value) {
        case Val.Const c -> true;
        case Val.Unary u -> true;
        case Val.Binary b -> true;
        case Val.Choose c -> true;
        case Val.Convert c -> true;
        case Val.Math m -> true;
        default -> false;
      }
    };
    if (isConstant[0]) {
      Walk.parts(value, part -> isConstant[0] &= isConstant(part));
    }
    return isConstant[0];
  }
}
