package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An atomic cell: {@code hits}.
 *
 * @param name the name that {@link AtomicCell} declares
 * @param type its type
 * @param span the place
 */
public record CellPlace(String name, ScalarType type, Span span) implements AtomicPlace {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1109 for a type that is not atomic
   */
  public CellPlace {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    StmtChecks.name(name, "an atomic cell", span);
    AtomicChecks.type(type, span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.empty();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
