package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Exchanges what two buffer names stand for: {@code swap(a, b);}
 *
 * @param first a buffer
 * @param second another buffer of the same type
 * @param span the place
 */
public record Swap(Ref first, Ref second, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for other types
   */
  public Swap {
    requireNonNull(first, "first");
    requireNonNull(second, "second");
    requireNonNull(span, "span");
    if (!(first.type() instanceof BufferType)) {
      throw StmtChecks.mismatch(first, "a buffer", "what is swapped");
    }
    StmtChecks.type(second, first.type(), "the second buffer");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(first, second);
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
