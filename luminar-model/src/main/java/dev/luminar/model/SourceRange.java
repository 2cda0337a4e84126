package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A source that counts: {@code source x in 0..<n;}
 *
 * @param item the name of the item in the next stage
 * @param range the items
 * @param span the place
 */
public record SourceRange(String item, Range range, Span span) implements PipelineSource {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name
   */
  public SourceRange {
    requireNonNull(item, "item");
    requireNonNull(range, "range");
    requireNonNull(span, "span");
    StmtChecks.name(item, "an item", span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return range.expressions();
  }

  @Override
  public ElementType type() {
    return range.type();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
