package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Repeats a block for each value of a range, in order: {@code for i in 0..<n { }}
 *
 * @param index the name of the value in the body
 * @param range the values
 * @param body the repeated block
 * @param span the place
 */
public record For(String index, Range range, Block body, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name
   */
  public For {
    requireNonNull(index, "index");
    requireNonNull(range, "range");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.name(index, "the index of a loop", span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return range.expressions();
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.of(body);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
