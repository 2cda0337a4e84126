package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Runs a body over each batch of consecutive items; only the last one may be shorter: {@code batch
 * b[100] as n: i64 { emit len(b); }}
 *
 * @param batch the name of the batch in the body, a buffer of at most {@code size} items
 * @param size its greatest length, at least 1
 * @param item the name of the new item in the next stage
 * @param type its type, a scalar or a struct
 * @param body runs for each batch and emits the new items
 * @param options parallelism and order
 * @param span the place
 */
public record StageBatch(
    String batch,
    int size,
    String item,
    ElementType type,
    Block body,
    StageOptions options,
    Span span)
    implements PipelineStage {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1105 for a storage type, LUM1106 for a
   *     size below 1
   */
  public StageBatch {
    requireNonNull(batch, "batch");
    requireNonNull(item, "item");
    requireNonNull(type, "type");
    requireNonNull(body, "body");
    requireNonNull(options, "options");
    requireNonNull(span, "span");
    StmtChecks.name(batch, "a batch", span);
    StmtChecks.name(item, "an item", span);
    PipelineChecks.item(type, span);
    PipelineChecks.positive(size, "the size of a batch");
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
