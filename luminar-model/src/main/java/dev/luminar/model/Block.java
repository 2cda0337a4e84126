package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A scope: statements in order.
 *
 * @param statements the statements
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record Block(ImmutableList<Stmt> statements, Span span, int depth) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1009 if blocks are nested too deep
   */
  public Block {
    requireNonNull(statements, "statements");
    requireNonNull(span, "span");
    int deepest = 0;
    for (Stmt statement : statements) {
      deepest = Math.max(deepest, statement.depth());
    }
    depth = Limits.checkBlockDepth(deepest + 1, span);
  }

  /**
   * Makes a block.
   *
   * @throws ModelException LUM1009 if blocks are nested too deep
   */
  public Block(ImmutableList<Stmt> statements, Span span) {
    this(statements, span, 0);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
