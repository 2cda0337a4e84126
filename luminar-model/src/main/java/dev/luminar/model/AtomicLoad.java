package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Reads an atomic place: {@code let v = hits.load(acquire);}
 *
 * @param result the name of the value
 * @param place what is read
 * @param order relaxed, acquire or seq_cst
 * @param span the place
 */
public record AtomicLoad(String result, AtomicPlace place, MemoryOrder order, Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1108 for another order
   */
  public AtomicLoad {
    requireNonNull(result, "result");
    requireNonNull(place, "place");
    requireNonNull(order, "order");
    requireNonNull(span, "span");
    StmtChecks.name(result, "a result", span);
    AtomicChecks.loadOrder(order, span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return place.expressions();
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
