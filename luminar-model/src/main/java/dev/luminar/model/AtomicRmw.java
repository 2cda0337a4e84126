package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Changes an atomic place in one step: {@code let old = hits.add(1, relaxed);}
 *
 * @param result the name of the value before the change
 * @param operator the change
 * @param place what is changed
 * @param value the operand
 * @param order any
 * @param span the place
 */
public record AtomicRmw(
    Optional<String> result,
    AtomicOperator operator,
    AtomicPlace place,
    Expr value,
    MemoryOrder order,
    Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1109 if the type does not have the
   *     operator, LUM1101 for a value of another type
   */
  public AtomicRmw {
    requireNonNull(result, "result");
    requireNonNull(operator, "operator");
    requireNonNull(place, "place");
    requireNonNull(value, "value");
    requireNonNull(order, "order");
    requireNonNull(span, "span");
    StmtChecks.name(result, "a result", span);
    AtomicChecks.operator(operator, place.type(), span);
    StmtChecks.type(value, place.type(), "the operand of '" + operator.symbol() + "'");
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
