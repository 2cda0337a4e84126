package dev.luminar.model.text;

import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Conditional;
import dev.luminar.model.expr.ErrorIs;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;

/** How tightly the forms of expressions bind: a greater number binds tighter. */
final class Precedence {
  static final int CONDITIONAL = 0;
  static final int OR = 1;
  static final int AND = 2;
  static final int NOT = 3;
  static final int COMPARISON = 4;
  static final int BIT_OR = 5;
  static final int BIT_XOR = 6;
  static final int BIT_AND = 7;
  static final int SHIFT = 8;
  static final int SUM = 9;
  static final int PRODUCT = 10;
  static final int UNARY = 11;
  static final int POSTFIX = 12;

  /** Tighter than everything: always in parentheses. */
  static final int ALWAYS = 13;

  private Precedence() {}

  static int of(Expr expr) {
    return switch (expr) {
      case Conditional _ -> CONDITIONAL;
      case Binary e -> of(e.operator());
      case Unary e -> e.operator() == UnaryOperator.NOT ? NOT : UNARY;
      case ErrorIs _ -> COMPARISON;
      case Literal e -> isNegative(e) ? UNARY : POSTFIX;
      default -> POSTFIX;
    };
  }

  static int of(BinaryOperator operator) {
    return switch (operator) {
      case LOGICAL_OR -> OR;
      case LOGICAL_AND -> AND;
      case EQ, NE, LT, LE, GT, GE -> COMPARISON;
      case OR -> BIT_OR;
      case XOR -> BIT_XOR;
      case AND -> BIT_AND;
      case SHL, SHR, USHR -> SHIFT;
      case ADD, SUB -> SUM;
      case MUL, DIV, REM -> PRODUCT;
    };
  }

  private static boolean isNegative(Literal literal) {
    return switch (literal.type()) {
      case F32 -> Math.copySign(1.0f, literal.floatValue()) < 0;
      case F64 -> Math.copySign(1.0, literal.doubleValue()) < 0;
      default -> literal.type() != ScalarType.BOOL && literal.bits() < 0;
    };
  }
}
