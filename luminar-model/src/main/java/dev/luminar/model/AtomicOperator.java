package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.ScalarType;
import java.util.Locale;

/** A change of an atomic place in one step. Integers wrap. */
public enum AtomicOperator {
  EXCHANGE,
  ADD,
  SUB,
  AND,
  OR,
  XOR,
  MIN,
  MAX;

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Says whether places of this type have the operator. */
  public boolean takes(ScalarType type) {
    requireNonNull(type, "type");
    return switch (this) {
      case EXCHANGE -> type.isAtomic();
      case ADD, SUB, MIN, MAX -> type.isAtomic() && type.isNumeric();
      case AND, OR, XOR -> type == ScalarType.BOOL || type.isInteger();
    };
  }
}
