package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Asks all tasks of an enclosing concurrent block to stop: {@code cancel concurrent work;}
 *
 * @param label the label of the block; without, the innermost one
 * @param span the place
 */
public record CancelBlock(Optional<String> label, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty label
   */
  public CancelBlock {
    requireNonNull(label, "label");
    requireNonNull(span, "span");
    StmtChecks.name(label, "a label", span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.empty();
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
