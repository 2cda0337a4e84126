package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A sink that reduces the items; the name is bound behind the concurrent block: {@code sink
 * reduce(total: i64 = sum);}
 *
 * @param reduction a reduction without a length
 * @param span the place
 */
public record SinkReduction(Reduction reduction, Span span) implements PipelineSink {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1113 if it is an array
   */
  public SinkReduction {
    requireNonNull(reduction, "reduction");
    requireNonNull(span, "span");
    if (reduction.length().isPresent()) {
      throw new ModelException(
          DiagnosticCode.INVALID_PIPELINE, span, "a sink reduces to one value, not to an array");
    }
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return reduction.expressions();
  }

  @Override
  public ElementType type() {
    return reduction.type();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
