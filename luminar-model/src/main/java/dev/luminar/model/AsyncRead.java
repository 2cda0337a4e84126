package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.IoType;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Reads bytes, waiting for some: {@code let count = async_read(file, bytes);}. The count is 0 at
 * the end of the file; failures raise {@code io}.
 *
 * @param count the name of the number of bytes read, an i64
 * @param io an io
 * @param buffer where they go, a u8 or i8 buffer
 * @param span the place
 */
public record AsyncRead(Optional<String> count, Expr io, Expr buffer, Span span) implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for operands of other types
   */
  public AsyncRead {
    requireNonNull(count, "count");
    requireNonNull(io, "io");
    requireNonNull(buffer, "buffer");
    requireNonNull(span, "span");
    StmtChecks.name(count, "a result", span);
    StmtChecks.type(io, IoType.IO, "what is read from");
    StmtChecks.bytes(buffer, "what is read into");
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(io, buffer);
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.empty();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
