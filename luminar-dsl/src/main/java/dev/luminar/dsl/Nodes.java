package dev.luminar.dsl;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;

/** Makes and checks nodes that need more than their constructor. */
final class Nodes {
  private Nodes() {}

  static Expr checked(Expr node, Type type) {
    if (!node.type().equals(type)) {
      Span place = node.span().isKnown() ? node.span() : Place.here();
      throw new ModelException(
          DiagnosticCode.TYPE_MISMATCH, place, "the node must be " + type + ", not " + node.type());
    }
    return node;
  }

  static Literal literal(ScalarType type, long bits) {
    return new Literal(type, bits, Place.here());
  }

  static Literal i64(long value, Span place) {
    return new Literal(ScalarType.I64, value, place);
  }
}
