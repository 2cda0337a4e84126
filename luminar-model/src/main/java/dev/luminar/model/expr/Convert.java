package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An explicit conversion: {@code f64(n)}. Integers wrap, floats round to nearest, float to integer
 * saturates (NaN gives 0), and a bool becomes the integer 0 or 1.
 *
 * @param type {@code i32 i64 f32} or {@code f64}
 * @param operand a number; a bool if {@code type} is an integer
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record Convert(ScalarType type, Expr operand, Span span, int depth) implements Expr {
  /** Checks the operand as {@link #Convert(ScalarType, Expr, Span)} does. */
  public Convert {
    requireNonNull(type, "type");
    requireNonNull(operand, "operand");
    requireNonNull(span, "span");
    boolean isPossible =
        type.isNumeric()
            && (operand.type().isNumeric()
                || (type.isInteger() && operand.type() == ScalarType.BOOL));
    if (!isPossible) {
      throw new ModelException(
          Diagnostic.error(
                  DiagnosticCode.INVALID_OPERAND,
                  span,
                  "there is no conversion from " + operand.type() + " to " + type)
              .withNote("numbers convert to i32, i64, f32 and f64, a bool to i32 and i64"));
    }
    depth = Checks.depth(span, operand);
  }

  /**
   * Makes a conversion.
   *
   * @throws ModelException LUM1102 if there is none between the types
   */
  public Convert(ScalarType type, Expr operand, Span span) {
    this(type, operand, span, 0);
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.of(operand);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
