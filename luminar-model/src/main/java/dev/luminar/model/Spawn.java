package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.TaskType;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Starts a task that runs a function: {@code let t = spawn f(x);}. The innermost concurrent block
 * joins it.
 *
 * @param result the name of the reference to the task
 * @param callee the function
 * @param arguments the arguments, captured by value
 * @param resultType what the function returns
 * @param retry how often a failing task starts again
 * @param span the place
 */
public record Spawn(
    Optional<String> result,
    String callee,
    ImmutableList<Expr> arguments,
    Optional<ElementType> resultType,
    Optional<Retry> retry,
    Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1105 if the result is a storage type
   */
  public Spawn {
    requireNonNull(result, "result");
    requireNonNull(callee, "callee");
    requireNonNull(arguments, "arguments");
    requireNonNull(resultType, "resultType");
    requireNonNull(retry, "retry");
    requireNonNull(span, "span");
    StmtChecks.name(result, "a result", span);
    StmtChecks.name(callee, "a spawned function", span);
    new TaskType(resultType);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return arguments;
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.empty();
  }

  /** Returns the type of the reference. */
  public TaskType type() {
    return new TaskType(resultType);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
