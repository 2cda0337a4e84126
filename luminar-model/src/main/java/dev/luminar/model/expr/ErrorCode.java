package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The code of a handled error, an i64: {@code code(e)}; 0 if it was raised without one.
 *
 * @param error the name that {@code handle} binds
 * @param span the place
 */
public record ErrorCode(String error, Span span) implements Expr {
  /**
   * Checks the components.
   *
   * @throws dev.luminar.model.ModelException LUM1107 if the name is empty
   */
  public ErrorCode {
    requireNonNull(error, "error");
    requireNonNull(span, "span");
    Checks.name(error, "an error", span);
  }

  @Override
  public ScalarType type() {
    return ScalarType.I64;
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.empty();
  }

  @Override
  public int depth() {
    return 1;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
