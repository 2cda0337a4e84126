package dev.luminar.model;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.list.ImmutableList;

/** What an atomic operation acts on: a cell, or an element of an atomic buffer. */
public sealed interface AtomicPlace permits CellPlace, ElementPlace {
  /** Returns the type of the value: {@code bool i32 i64} or {@code f64}. */
  ScalarType type();

  /** Returns the place in the user's source. */
  Span span();

  /** Returns the expressions in it. */
  ImmutableList<Expr> expressions();
}
