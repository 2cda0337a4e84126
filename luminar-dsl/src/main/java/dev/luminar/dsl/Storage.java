package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.BufferDecl;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.BufferType;

/** Declares own storage of all kinds of buffers. */
final class Storage {
  private Storage() {}

  static <S extends Memory<S>> S declare(OpenBlock b, String name, DslType<S> type, Int<?> length) {
    requireNonNull(name, "name");
    requireNonNull(length, "length");
    Span here = b.enter();
    Expr count = b.use(length, here);
    String fresh = b.fresh(name);
    b.add(new BufferDecl(fresh, (BufferType) type.node(), count, here));
    return type.wrap(new Ref(fresh, type.node(), here), b);
  }
}
