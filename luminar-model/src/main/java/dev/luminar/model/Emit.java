package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Hands an item to the next stage, inside a flat-map, window or batch: {@code emit x;}
 *
 * @param value the item, a scalar or a struct
 * @param span the place
 */
public record Emit(Expr value, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if it is something else
   */
  public Emit {
    requireNonNull(value, "value");
    requireNonNull(span, "span");
    StmtChecks.value(value, "an emitted item");
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
