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
 * The values from a start to an end: {@code a..<b} without the end, {@code a..b} with it, {@code
 * a..<b step 2} by steps. A step below zero counts down; a step of zero is an error.
 *
 * @param start the first value, an i32 or i64
 * @param end the bound, of the same type
 * @param isInclusive whether the bound itself belongs to the values
 * @param step the distance, of the same type; without, 1
 * @param span the place
 */
public record Range(Expr start, Expr end, boolean isInclusive, Optional<Expr> step, Span span) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for operands of other types
   */
  public Range {
    requireNonNull(start, "start");
    requireNonNull(end, "end");
    requireNonNull(step, "step");
    requireNonNull(span, "span");
    StmtChecks.integer(start, "the start of a range");
    StmtChecks.type(end, start.type(), "the end of a range");
    if (step.isPresent()) {
      StmtChecks.type(step.get(), start.type(), "the step of a range");
    }
  }

  /** Returns the type of the values. */
  public ScalarType type() {
    return (ScalarType) start.type();
  }

  /** Returns start, end, and the step if there is one. */
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(start, end).newWithAll(step.stream().toList());
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
