package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Folds all items, in order, to one that it hands on at the end: {@code fold sum: i64 = 0 with sum
 * + x;}
 *
 * @param item the name of the value so far, and of the item in the next stage
 * @param initial the value before the first item, a scalar or a struct
 * @param value the value after an item
 * @param span the place
 */
public record StageFold(String item, Expr initial, Expr value, Span span) implements PipelineStage {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for values of other types
   */
  public StageFold {
    requireNonNull(item, "item");
    requireNonNull(initial, "initial");
    requireNonNull(value, "value");
    requireNonNull(span, "span");
    StmtChecks.name(item, "an item", span);
    StmtChecks.value(initial, "the initial value of a fold");
    StmtChecks.type(value, initial.type(), "the value of a fold");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(initial, value);
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.empty();
  }

  @Override
  public ElementType output(ElementType input) {
    requireNonNull(input, "input");
    return (ElementType) initial.type();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
