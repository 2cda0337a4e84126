package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Runs a body over each window of consecutive items, which overlap by {@code size - step}: {@code
 * window w[3] step 1 as y: f64 { emit (w[0] + w[1] + w[2]) / 3.0; }}
 *
 * @param window the name of the window in the body, a buffer of {@code size} items
 * @param size its length, at least 1
 * @param step by how many items the next window starts later, at least 1
 * @param item the name of the new item in the next stage
 * @param type its type, a scalar or a struct
 * @param body runs for each window and emits the new items
 * @param options parallelism and order
 * @param span the place
 */
public record StageWindow(
    String window,
    int size,
    int step,
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
   *     size or step below 1
   */
  public StageWindow {
    requireNonNull(window, "window");
    requireNonNull(item, "item");
    requireNonNull(type, "type");
    requireNonNull(body, "body");
    requireNonNull(options, "options");
    requireNonNull(span, "span");
    StmtChecks.name(window, "a window", span);
    StmtChecks.name(item, "an item", span);
    PipelineChecks.item(type, span);
    PipelineChecks.positive(size, "the size of a window");
    PipelineChecks.positive(step, "the step of a window");
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
