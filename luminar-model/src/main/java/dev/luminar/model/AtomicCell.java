package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Declares an atomic cell: {@code atomic hits: i64 = 0;}
 *
 * @param name the new name
 * @param type {@code bool i32 i64} or {@code f64}
 * @param value the first value
 * @param span the place
 */
public record AtomicCell(String name, ScalarType type, Expr value, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1109 for another type, LUM1101 for a value
   *     of another type
   */
  public AtomicCell {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(value, "value");
    requireNonNull(span, "span");
    StmtChecks.name(name, "an atomic cell", span);
    AtomicChecks.type(type, span);
    StmtChecks.type(value, type, "the value of an atomic cell");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(value);
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.empty();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
