package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;

/** An operator with two operands of one type. */
public enum BinaryOperator {
  ADD("+", Kind.ARITHMETIC),
  SUB("-", Kind.ARITHMETIC),
  MUL("*", Kind.ARITHMETIC),
  /** Truncates on integers; division by zero is an error there, and MIN / -1 wraps. */
  DIV("/", Kind.ARITHMETIC),
  /** Has the sign of the dividend, as in Java, on floats too. */
  REM("%", Kind.ARITHMETIC),
  AND("&", Kind.BITS),
  OR("|", Kind.BITS),
  XOR("^", Kind.BITS),
  /** The count is masked to the width of the type, as for all shifts. */
  SHL("<<", Kind.BITS),
  /** Keeps the sign. */
  SHR(">>", Kind.BITS),
  /** Fills with zeros. */
  USHR(">>>", Kind.BITS),
  EQ("==", Kind.EQUALITY),
  NE("!=", Kind.EQUALITY),
  LT("<", Kind.ORDER),
  LE("<=", Kind.ORDER),
  GT(">", Kind.ORDER),
  GE(">=", Kind.ORDER),
  /** Evaluates the right operand only if the left one is true. */
  LOGICAL_AND("and", Kind.LOGICAL),
  /** Evaluates the right operand only if the left one is false. */
  LOGICAL_OR("or", Kind.LOGICAL);

  private enum Kind {
    ARITHMETIC,
    BITS,
    EQUALITY,
    ORDER,
    LOGICAL
  }

  private final String symbol;
  private final Kind kind;

  BinaryOperator(String symbol, Kind kind) {
    this.symbol = symbol;
    this.kind = kind;
  }

  /** Returns the spelling in the text form. */
  public String symbol() {
    return symbol;
  }

  /** Says whether the result is bool whatever the operands are. */
  public boolean isComparison() {
    return kind == Kind.EQUALITY || kind == Kind.ORDER;
  }

  /** Says whether the right operand may stay unevaluated. */
  public boolean isShortCircuit() {
    return kind == Kind.LOGICAL;
  }

  /** Says whether this is one of the three shifts. */
  public boolean isShift() {
    return this == SHL || this == SHR || this == USHR;
  }

  /** Says whether the operator takes operands of this type. */
  public boolean takes(Type type) {
    requireNonNull(type, "type");
    return switch (kind) {
      case ARITHMETIC, ORDER -> type.isNumeric();
      case BITS -> type.isInteger();
      case EQUALITY -> type.isNumeric() || type == ScalarType.BOOL;
      case LOGICAL -> type == ScalarType.BOOL;
    };
  }

  String operands() {
    return switch (kind) {
      case ARITHMETIC, ORDER -> "two i32, i64, f32 or f64";
      case BITS -> "two i32 or two i64";
      case EQUALITY -> "two i32, i64, f32, f64 or bool";
      case LOGICAL -> "two bool";
    };
  }
}
