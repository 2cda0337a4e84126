package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Writes an atomic place: {@code hits.store(5, release);}
 *
 * @param place what is written
 * @param value the value
 * @param order relaxed, release or seq_cst
 * @param span the place
 */
public record AtomicStore(AtomicPlace place, Expr value, MemoryOrder order, Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for a value of another type, LUM1108 for another order
   */
  public AtomicStore {
    requireNonNull(place, "place");
    requireNonNull(value, "value");
    requireNonNull(order, "order");
    requireNonNull(span, "span");
    StmtChecks.type(value, place.type(), "a stored value");
    AtomicChecks.storeOrder(order, span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return place.expressions().newWith(value);
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
