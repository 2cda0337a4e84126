package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.StringType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A string constant, an argument of an extern: {@code "access.log"}.
 *
 * @param value any string
 * @param span the place
 */
public record Text(String value, Span span) implements Expr {
  /** Checks the components. */
  public Text {
    requireNonNull(value, "value");
    requireNonNull(span, "span");
  }

  @Override
  public StringType type() {
    return StringType.STRING;
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
