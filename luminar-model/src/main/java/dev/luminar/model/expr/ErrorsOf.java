package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The true number of errors of a region that has ended, an i64: {@code errors(work)}.
 *
 * @param label the label of the region
 * @param span the place
 */
public record ErrorsOf(String label, Span span) implements Expr {
  /**
   * Checks the components.
   *
   * @throws dev.luminar.model.ModelException LUM1107 if the label is empty
   */
  public ErrorsOf {
    requireNonNull(label, "label");
    requireNonNull(span, "span");
    Checks.name(label, "a region", span);
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
