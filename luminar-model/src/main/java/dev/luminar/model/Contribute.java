package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Adds a value to a reduction: {@code total <- x;} or {@code histogram[b] <- 1;}. What an iteration
 * contributes takes part when it ends without an error.
 *
 * @param target the reduction; a buffer type if it is an array
 * @param index the element, an i32 or i64, if it is an array
 * @param value the value
 * @param span the place
 */
public record Contribute(Ref target, Optional<Expr> index, Expr value, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for operands of other types
   */
  public Contribute {
    requireNonNull(target, "target");
    requireNonNull(index, "index");
    requireNonNull(value, "value");
    requireNonNull(span, "span");
    if (index.isPresent()) {
      StmtChecks.integer(index.get(), "an index");
      if (!(target.type() instanceof BufferType buffer)) {
        throw StmtChecks.mismatch(target, "an array", "a reduction with an index");
      }
      StmtChecks.type(value, buffer.element().loaded(), "a contribution");
    } else {
      StmtChecks.value(target, "a reduction without an index");
      StmtChecks.type(value, target.type(), "a contribution");
    }
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.<Expr>of(target).newWithAll(index.stream().toList()).newWith(value);
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
