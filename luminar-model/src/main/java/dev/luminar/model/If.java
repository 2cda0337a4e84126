package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Runs the first arm whose condition is true: {@code if a { } else if b { } else { }}
 *
 * @param arms at least one, tried in order
 * @param otherwise what runs if no condition is true
 * @param span the place
 */
public record If(ImmutableList<IfArm> arms, Optional<Block> otherwise, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1103 if there is no arm
   */
  public If {
    requireNonNull(arms, "arms");
    requireNonNull(otherwise, "otherwise");
    requireNonNull(span, "span");
    if (arms.isEmpty()) {
      throw new ModelException(DiagnosticCode.ARGUMENT_COUNT, span, "an if needs at least one arm");
    }
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return arms.collect(IfArm::condition);
  }

  @Override
  public ImmutableList<Block> blocks() {
    ImmutableList<Block> bodies = arms.collect(IfArm::body);
    return otherwise.map(bodies::newWith).orElse(bodies);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
