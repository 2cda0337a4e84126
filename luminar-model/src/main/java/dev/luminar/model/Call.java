package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Calls a function or extern for its effect: {@code f(x);} or {@code let r = call f(x);}. The
 * analyzer checks that the callee exists and has this signature.
 *
 * @param result the name of the result
 * @param callee the function or extern
 * @param arguments the arguments
 * @param resultType what the callee returns, whether it is bound or not: a scalar, a struct or io
 * @param span the place
 */
public record Call(
    Optional<String> result,
    String callee,
    ImmutableList<Expr> arguments,
    Optional<Type> resultType,
    Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1105 for a result that is bound but not
   *     there, or of another type
   */
  public Call {
    requireNonNull(result, "result");
    requireNonNull(callee, "callee");
    requireNonNull(arguments, "arguments");
    requireNonNull(resultType, "resultType");
    requireNonNull(span, "span");
    StmtChecks.name(result, "a result", span);
    StmtChecks.name(callee, "a called function", span);
    SignatureChecks.result(resultType, span);
    if (result.isPresent() && resultType.isEmpty()) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE,
          span,
          "'" + callee + "' returns nothing that could be bound");
    }
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return arguments;
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
