package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Replaces each item: {@code map y = f(x) (parallel = 4);}
 *
 * @param item the name of the new item in the next stage
 * @param value the new item, a scalar or a struct
 * @param options parallelism and order
 * @param span the place
 */
public record StageMap(String item, Expr value, StageOptions options, Span span)
    implements PipelineStage {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for another value
   */
  public StageMap {
    requireNonNull(item, "item");
    requireNonNull(value, "value");
    requireNonNull(options, "options");
    requireNonNull(span, "span");
    StmtChecks.name(item, "an item", span);
    StmtChecks.value(value, "the value of a map");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(value);
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.empty();
  }

  @Override
  public ElementType output(ElementType input) {
    requireNonNull(input, "input");
    return (ElementType) value.type();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
