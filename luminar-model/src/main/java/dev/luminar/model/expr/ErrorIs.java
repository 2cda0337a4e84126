package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Whether a handled error has a type: {@code e is "parse"}.
 *
 * @param error the name that {@code handle} binds
 * @param errorType the type that {@code raise} names, or one of the built-in ones
 * @param span the place
 */
public record ErrorIs(String error, String errorType, Span span) implements Expr {
  /**
   * Checks the components.
   *
   * @throws dev.luminar.model.ModelException LUM1107 if a name is empty
   */
  public ErrorIs {
    requireNonNull(error, "error");
    requireNonNull(errorType, "errorType");
    requireNonNull(span, "span");
    Checks.name(error, "an error", span);
    Checks.name(errorType, "an error type", span);
  }

  @Override
  public ScalarType type() {
    return ScalarType.BOOL;
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
