package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import java.util.Locale;

/** A builtin operator of reductions. */
public enum BuiltinCombine implements Combine {
  SUM,
  PRODUCT,
  /** As the intrinsic: NaN wins. The identity is the greatest value, infinity for floats. */
  MIN,
  /** As the intrinsic: NaN wins. The identity is the least value, minus infinity for floats. */
  MAX,
  /** On bool or the bits of integers. */
  AND,
  /** On bool or the bits of integers. */
  OR,
  /** On bool or the bits of integers. */
  XOR;

  /** Returns the spelling in the text form. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Says whether values of this type can be combined so. */
  public boolean takes(ElementType type) {
    requireNonNull(type, "type");
    return switch (this) {
      case SUM, PRODUCT, MIN, MAX -> type.isNumeric();
      case AND, OR, XOR -> type == ScalarType.BOOL || type.isInteger();
    };
  }

  @Override
  public void check(ElementType type, Span span) {
    if (!takes(type)) {
      throw new ModelException(
          DiagnosticCode.INVALID_OPERAND,
          span,
          "there is no reduction '" + symbol() + "' on " + type);
    }
  }
}
