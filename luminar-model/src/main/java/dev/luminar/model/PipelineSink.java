package dev.luminar.model;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.list.ImmutableList;

/** Where the items of a pipeline go. */
public sealed interface PipelineSink permits SinkChannel, SinkBuffer, SinkReduction {
  /** Returns the type of the items that it takes. */
  ElementType type();

  /** Returns the expressions in it. */
  ImmutableList<Expr> expressions();

  /** Returns the place in the user's source. */
  Span span();
}
