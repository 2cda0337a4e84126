package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Waits for a time: {@code sleep(30ms);}
 *
 * @param duration nanoseconds, an i64; a negative one raises {@code negative_duration}
 * @param span the place
 */
public record Sleep(Expr duration, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 if the duration is no i64
   */
  public Sleep {
    requireNonNull(duration, "duration");
    requireNonNull(span, "span");
    StmtChecks.type(duration, ScalarType.I64, "a duration");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(duration);
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
