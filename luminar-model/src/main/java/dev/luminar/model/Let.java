package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.Type;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Binds a name to a value, a buffer or a reference for the rest of the scope: {@code let x = a +
 * b;}
 *
 * @param name the new name
 * @param value a scalar, a struct, a buffer or a reference
 * @param span the place
 */
public record Let(String name, Expr value, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for a value that cannot be bound
   */
  public Let {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    requireNonNull(span, "span");
    StmtChecks.name(name, "a let", span);
    Type type = value.type();
    if (!type.isValue() && !type.isReference() && !(type instanceof BufferType)) {
      throw StmtChecks.mismatch(
          value, "a scalar, a struct, a buffer or a reference", "the value of a let");
    }
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(value);
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
