package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A call of a pure function or extern: {@code clamp(x)}. One that has an effect is called by a
 * statement. The analyzer checks that the callee exists, is pure and has this signature.
 *
 * @param callee the name of the function or extern
 * @param arguments the arguments
 * @param type the result, a scalar or a struct
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record CallExpr(
    String callee, ImmutableList<Expr> arguments, ElementType type, Span span, int depth)
    implements Expr {
  /** Checks the components as {@link #CallExpr(String, ImmutableList, ElementType, Span)} does. */
  public CallExpr {
    requireNonNull(callee, "callee");
    requireNonNull(arguments, "arguments");
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    Checks.name(callee, "a called function", span);
    if (!type.isValue()) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE, span, "a call cannot give the storage type " + type);
    }
    depth = Checks.depth(span, arguments);
  }

  /**
   * Makes a call.
   *
   * @throws ModelException LUM1105 if the result is a storage type, LUM1107 for an empty name
   */
  public CallExpr(String callee, ImmutableList<Expr> arguments, ElementType type, Span span) {
    this(callee, arguments, type, span, 0);
  }

  @Override
  public ImmutableList<Expr> children() {
    return arguments;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
