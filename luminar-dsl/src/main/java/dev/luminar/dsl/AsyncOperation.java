package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.AsyncRead;
import dev.luminar.model.AsyncWrite;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ScalarType;
import java.util.Optional;

/** Adds asynchronous reads and writes to a block. */
final class AsyncOperation {
  private AsyncOperation() {}

  static I64 read(OpenBlock b, String count, Io io, Memory<?> bytes) {
    requireNonNull(count, "count");
    requireNonNull(io, "io");
    requireNonNull(bytes, "bytes");
    Span here = b.enter();
    Expr source = b.use(io, here);
    Expr into = b.use(bytes, here);
    String fresh = b.fresh(count);
    b.add(new AsyncRead(Optional.of(fresh), source, into, here));
    return new I64(new Ref(fresh, ScalarType.I64, here), b);
  }

  static I64 write(OpenBlock b, String count, Io io, Memory<?> bytes) {
    requireNonNull(count, "count");
    requireNonNull(io, "io");
    requireNonNull(bytes, "bytes");
    Span here = b.enter();
    Expr target = b.use(io, here);
    Expr from = b.use(bytes, here);
    String fresh = b.fresh(count);
    b.add(new AsyncWrite(Optional.of(fresh), target, from, here));
    return new I64(new Ref(fresh, ScalarType.I64, here), b);
  }
}
