package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.Parameter;
import dev.luminar.model.expr.Ref;

/** A parameter of a signature. */
record Param(String name, DslType<?> type, Span place) {
  Parameter node() {
    return new Parameter(name, type.node(), place);
  }

  Handle<?> handle(OpenBlock home) {
    return type.wrap(new Ref(name, type.node(), place), home);
  }
}
