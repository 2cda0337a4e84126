package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ElementType;

/**
 * A combine of the user: {@code combine(nearer, Hit(at: -1, distance: f64.inf))}. It must be
 * associative, and the identity neutral; the analyzer checks that the function is pure and takes
 * two values to one.
 *
 * @param function the name of a pure function of two values
 * @param identity the value of a reduction without iterations
 */
public record UserCombine(String function, Expr identity) implements Combine {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name
   */
  public UserCombine {
    requireNonNull(function, "function");
    requireNonNull(identity, "identity");
    StmtChecks.name(function, "a combine function", identity.span());
  }

  @Override
  public void check(ElementType type, Span span) {
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    if (!type.isValue()) {
      throw new ModelException(
          DiagnosticCode.INVALID_OPERAND,
          span,
          "there is no reduction on the storage type " + type);
    }
    StmtChecks.type(identity, type, "the identity of a reduction");
  }
}
