package dev.luminar.model;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.list.ImmutableList;

/** What happens to the items of a pipeline on their way. */
public sealed interface PipelineStage
    permits StageMap, StageFilter, StageFlatMap, StageWindow, StageBatch, StageFold {
  /** Returns the type of the items behind the stage, given the type of those before it. */
  ElementType output(ElementType input);

  /** Returns the expressions of the stage itself. */
  ImmutableList<Expr> expressions();

  /** Returns the body, if the stage has one. */
  ImmutableList<Block> blocks();

  /** Returns the place in the user's source. */
  Span span();
}
