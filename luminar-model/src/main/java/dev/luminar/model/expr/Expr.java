package dev.luminar.model.expr;

import dev.luminar.diag.Span;
import dev.luminar.model.type.Type;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An expression. It has no effect, and it may fail; operands are evaluated from left to right.
 *
 * <p>Nodes are immutable and compared by {@code equals}, which ignores spans; {@code toString}
 * gives the text form. Passes may recurse: {@link #depth} never exceeds {@link
 * dev.luminar.model.Limits#EXPRESSION_DEPTH_MAX}.
 */
public sealed interface Expr
    permits Literal,
        Text,
        Ref,
        Unary,
        Binary,
        Intrinsic,
        Conditional,
        Convert,
        Element,
        ElementOf,
        Length,
        Slice,
        FieldOf,
        MakeStruct,
        CallExpr,
        ErrorsOf,
        ErrorCode,
        ErrorIs {

  /** Returns the type of the value. */
  Type type();

  /** Returns the place in the user's source. */
  Span span();

  /** Returns the direct operands in the order of their evaluation. */
  ImmutableList<Expr> children();

  /** Returns the levels of nesting: 1 without operands. */
  int depth();
}
