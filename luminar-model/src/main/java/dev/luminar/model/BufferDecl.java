package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Declares own storage, zeroed, that lives to the end of the scope: {@code buffer tmp: f64[n];}.
 * Raises {@code out_of_memory}; a negative length is an error.
 *
 * @param name the new name
 * @param type its type
 * @param length an i32 or i64
 * @param span the place
 */
public record BufferDecl(String name, BufferType type, Expr length, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for another length
   */
  public BufferDecl {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(length, "length");
    requireNonNull(span, "span");
    StmtChecks.name(name, "a buffer", span);
    StmtChecks.integer(length, "the length of a buffer");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(length);
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
