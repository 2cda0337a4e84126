package dev.luminar.model;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ElementType;
import org.eclipse.collections.api.list.ImmutableList;

/** Where the items of a pipeline come from. */
public sealed interface PipelineSource permits SourceRange, SourceBuffer, SourceChannel {
  /** Returns the name of the item in the next stage. */
  String item();

  /** Returns the type of the items. */
  ElementType type();

  /** Returns the expressions in it. */
  ImmutableList<Expr> expressions();

  /** Returns the place in the user's source. */
  Span span();
}
