package dev.luminar.model;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.list.ImmutableList;

/** What the constructors of pipelines and their stages check. */
final class PipelineChecks {
  private PipelineChecks() {}

  static void item(ElementType type, Span span) {
    if (!type.isValue()) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE,
          span,
          "items are scalars or structs, not the storage type " + type);
    }
  }

  static void positive(int number, String what) {
    if (number < 1) {
      throw StmtChecks.option(what + " must be at least 1, not " + number);
    }
  }

  static void check(
      PipelineSource source, ImmutableList<PipelineStage> stages, PipelineSink sink, Span span) {
    ElementType item = source.type();
    for (PipelineStage stage : stages) {
      item = stage.output(item);
    }
    if (!item.equals(sink.type())) {
      throw new ModelException(
          DiagnosticCode.INVALID_PIPELINE,
          span,
          "the sink takes items of type " + sink.type() + ", but gets " + item);
    }
  }
}
