package dev.luminar.dsl;

import dev.luminar.model.PipelineSink;
import dev.luminar.model.PipelineSource;
import dev.luminar.model.PipelineStage;
import org.eclipse.collections.api.list.ImmutableList;

/** A pipeline that has its sink: what the lambda of {@code pipeline} returns. */
public final class FinishedPipeline {
  private final PipelineBlock pipeline;
  private final PipelineSource source;
  private final ImmutableList<PipelineStage> stages;
  private final PipelineSink sink;

  FinishedPipeline(
      PipelineBlock pipeline,
      PipelineSource source,
      ImmutableList<PipelineStage> stages,
      PipelineSink sink) {
    this.pipeline = pipeline;
    this.source = source;
    this.stages = stages;
    this.sink = sink;
  }

  PipelineBlock pipeline() {
    return pipeline;
  }

  PipelineSource source() {
    return source;
  }

  ImmutableList<PipelineStage> stages() {
    return stages;
  }

  PipelineSink sink() {
    return sink;
  }
}
