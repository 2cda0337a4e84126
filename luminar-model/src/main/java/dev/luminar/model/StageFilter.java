package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Keeps the items for which a condition holds: {@code filter x > 0;}
 *
 * @param condition a bool
 * @param options parallelism and order
 * @param span the place
 */
public record StageFilter(Expr condition, StageOptions options, Span span)
    implements PipelineStage {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if the condition is no bool
   */
  public StageFilter {
    requireNonNull(condition, "condition");
    requireNonNull(options, "options");
    requireNonNull(span, "span");
    StmtChecks.condition(condition);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(condition);
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.empty();
  }

  @Override
  public ElementType output(ElementType input) {
    requireNonNull(input, "input");
    return input;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
