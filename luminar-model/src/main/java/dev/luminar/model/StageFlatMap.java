package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Replaces each item by any number of items, which the body emits: {@code flat_map y: i64 { emit x;
 * emit -x; }}
 *
 * @param item the name of the new item in the next stage
 * @param type its type, a scalar or a struct
 * @param body runs for each item and emits the new ones
 * @param options parallelism and order
 * @param span the place
 */
public record StageFlatMap(
    String item, ElementType type, Block body, StageOptions options, Span span)
    implements PipelineStage {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1105 for a storage type
   */
  public StageFlatMap {
    requireNonNull(item, "item");
    requireNonNull(type, "type");
    requireNonNull(body, "body");
    requireNonNull(options, "options");
    requireNonNull(span, "span");
    StmtChecks.name(item, "an item", span);
    PipelineChecks.item(type, span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.empty();
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.of(body);
  }

  @Override
  public ElementType output(ElementType input) {
    requireNonNull(input, "input");
    return type;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
