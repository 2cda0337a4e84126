package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Starts a chain of stages, from a source to a sink: {@code pipeline { source x in 0..<n; map y = x
 * * x; sink out; }}
 *
 * @param label the name in reports
 * @param source where the items come from
 * @param stages what happens to them, in order
 * @param sink where they go
 * @param span the place
 */
public record Pipeline(
    Optional<String> label,
    PipelineSource source,
    ImmutableList<PipelineStage> stages,
    PipelineSink sink,
    Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty label, LUM1113 if the sink takes items of another
   *     type
   */
  public Pipeline {
    requireNonNull(label, "label");
    requireNonNull(source, "source");
    requireNonNull(stages, "stages");
    requireNonNull(sink, "sink");
    requireNonNull(span, "span");
    StmtChecks.name(label, "a label", span);
    PipelineChecks.check(source, stages, sink, span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return source
        .expressions()
        .newWithAll(stages.flatCollect(PipelineStage::expressions))
        .newWithAll(sink.expressions());
  }

  @Override
  public ImmutableList<Block> blocks() {
    return stages.flatCollect(PipelineStage::blocks);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
