package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Gives a variable a new value: {@code sum = sum + x;}
 *
 * @param target the variable
 * @param value the value
 * @param span the place
 */
public record Assign(Ref target, Expr value, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for a value of another type
   */
  public Assign {
    requireNonNull(target, "target");
    requireNonNull(value, "value");
    requireNonNull(span, "span");
    StmtChecks.value(target, "an assigned variable");
    StmtChecks.type(value, target.type(), "the value of '" + target.name() + "'");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(target, value);
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
