package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A parallel block: its body runs once for each value of a range, the iterations on several
 * threads: {@code parallel(i in 0..<n, cores = auto) reduce(total: f64 = sum) { total <- xs[i]; }}
 *
 * @param label the name of the block
 * @param index the name of the value in the body
 * @param range the values
 * @param options how it runs
 * @param reductions values it computes; their names are bound behind the block
 * @param body the body of an iteration
 * @param span the place
 */
public record Parallel(
    Optional<String> label,
    String index,
    Range range,
    ParallelOptions options,
    ImmutableList<Reduction> reductions,
    Block body,
    Span span)
    implements Region {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name
   */
  public Parallel {
    requireNonNull(label, "label");
    requireNonNull(index, "index");
    requireNonNull(range, "range");
    requireNonNull(options, "options");
    requireNonNull(reductions, "reductions");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.name(label, "a label", span);
    StmtChecks.name(index, "the index of a parallel block", span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return range.expressions().newWithAll(reductions.flatCollect(Reduction::expressions));
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.of(body);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
