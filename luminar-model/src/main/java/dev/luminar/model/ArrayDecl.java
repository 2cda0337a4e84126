package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ArrayType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Declares an array of references that lives to the end of the scope: {@code array handles:
 * task<i64>[n];}. Reading an element that was never stored is an error.
 *
 * @param name the new name
 * @param type its type
 * @param length an i32 or i64
 * @param span the place
 */
public record ArrayDecl(String name, ArrayType type, Expr length, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for another length
   */
  public ArrayDecl {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(length, "length");
    requireNonNull(span, "span");
    StmtChecks.name(name, "an array", span);
    StmtChecks.integer(length, "the length of an array");
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
