package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Pipeline;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Adds pipelines. */
final class Pipelines {
  private Pipelines() {}

  static void add(
      OpenBlock b,
      Optional<String> label,
      Function<? super PipelineBlock, FinishedPipeline> stages) {
    Span here = b.enter();
    Optional<String> name = label.map(b::fresh);
    PipelineBlock pipeline = new PipelineBlock(b, here);
    AtomicReference<FinishedPipeline> made = new AtomicReference<>();
    b.build(pipeline, p -> made.set(requireNonNull(stages.apply(p), "result of the stages")));
    FinishedPipeline finished = made.get();
    if (finished.pipeline() != pipeline) {
      throw Guard.closedBlock(finished.pipeline(), here);
    }
    b.add(new Pipeline(name, finished.source(), finished.stages(), finished.sink(), here));
  }
}
