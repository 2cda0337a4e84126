package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Declares a variable: {@code var sum: i64 = 0;}. Without a value it must be assigned before it is
 * read.
 *
 * @param name the new name
 * @param type a scalar or a struct
 * @param value the first value
 * @param span the place
 */
public record Var(String name, ElementType type, Optional<Expr> value, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1105 for a storage type, LUM1101 for a
   *     value of another type
   */
  public Var {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(value, "value");
    requireNonNull(span, "span");
    StmtChecks.name(name, "a variable", span);
    if (!type.isValue()) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE, span, "a variable cannot have the storage type " + type);
    }
    if (value.isPresent()) {
      StmtChecks.type(value.get(), type, "the value of the variable '" + name + "'");
    }
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return value.map(Lists.immutable::of).orElse(Lists.immutable.empty());
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
