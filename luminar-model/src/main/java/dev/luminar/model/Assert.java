package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Raises the error {@code assertion} unless a condition holds: {@code assert i < n, "index {0}",
 * i;}
 *
 * @param condition a bool
 * @param message the message; {@code {0}} and {@code {1}} stand for the arguments
 * @param arguments at most two i64
 * @param span the place
 */
public record Assert(Expr condition, String message, ImmutableList<Expr> arguments, Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for other types, LUM1111 if the message asks for arguments that
   *     are not there
   */
  public Assert {
    requireNonNull(condition, "condition");
    requireNonNull(message, "message");
    requireNonNull(arguments, "arguments");
    requireNonNull(span, "span");
    StmtChecks.condition(condition);
    MessageChecks.check(message, arguments, span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(condition).newWithAll(arguments);
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
