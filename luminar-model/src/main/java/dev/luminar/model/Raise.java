package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Raises an error: {@code raise "parse" ("bad line {0}", line) code 7;}
 *
 * @param errorType the type, which handlers and hosts compare
 * @param code an i64; 0 without
 * @param message the message; {@code {0}} and {@code {1}} stand for the arguments
 * @param arguments at most two i64
 * @param span the place
 */
public record Raise(
    String errorType, Optional<Expr> code, String message, ImmutableList<Expr> arguments, Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty type, LUM1101 for other types, LUM1111 if the
   *     message asks for arguments that are not there
   */
  public Raise {
    requireNonNull(errorType, "errorType");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    requireNonNull(arguments, "arguments");
    requireNonNull(span, "span");
    StmtChecks.name(errorType, "an error type", span);
    if (code.isPresent()) {
      StmtChecks.type(code.get(), ScalarType.I64, "the code of an error");
    }
    MessageChecks.check(message, arguments, span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.withAll(code.stream().toList()).newWithAll(arguments);
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
