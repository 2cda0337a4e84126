package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.BufferType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Stores into an element of a plain buffer, or of an array of references: {@code ys[i] = x;}. An
 * index out of range is an error; storage types truncate from i32.
 *
 * @param target a plain buffer, or an array of references
 * @param index an i32 or i64
 * @param value the value
 * @param claim what the user vouches for, usually nothing
 * @param span the place
 */
public record Store(Expr target, Expr index, Expr value, AccessClaim claim, Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1101 for operands of other types, LUM1109 for an atomic buffer
   */
  public Store {
    requireNonNull(target, "target");
    requireNonNull(index, "index");
    requireNonNull(value, "value");
    requireNonNull(claim, "claim");
    requireNonNull(span, "span");
    StmtChecks.integer(index, "an index");
    switch (target.type()) {
      case BufferType buffer -> {
        if (buffer.isAtomic()) {
          throw new ModelException(
              DiagnosticCode.INVALID_ATOMIC,
              span,
              "an element of an atomic buffer is written by an atomic store");
        }
        StmtChecks.type(value, buffer.element().loaded(), "a stored value");
      }
      case ArrayType array -> StmtChecks.type(value, array.element(), "a stored reference");
      default -> throw StmtChecks.mismatch(target, "a buffer or an array", "what is stored into");
    }
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.of(target, index, value);
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
