package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;

/** An operator with one operand. The result has the operand's type. */
public enum UnaryOperator {
  /** Minus, on numbers; integers wrap. */
  NEG("-"),
  /** Logical not, on bool. */
  NOT("not"),
  /** All bits flipped, on integers. */
  COMPLEMENT("~");

  private final String symbol;

  UnaryOperator(String symbol) {
    this.symbol = symbol;
  }

  /** Returns the spelling in the text form. */
  public String symbol() {
    return symbol;
  }

  /** Says whether the operator takes an operand of this type. */
  public boolean takes(Type type) {
    requireNonNull(type, "type");
    return switch (this) {
      case NEG -> type.isNumeric();
      case NOT -> type == ScalarType.BOOL;
      case COMPLEMENT -> type.isInteger();
    };
  }

  String operands() {
    return switch (this) {
      case NEG -> "i32, i64, f32 or f64";
      case NOT -> "bool";
      case COMPLEMENT -> "i32 or i64";
    };
  }
}
