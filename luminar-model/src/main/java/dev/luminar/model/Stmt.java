package dev.luminar.model;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A statement: everything with an effect, and everything that gives other statements their order.
 *
 * <p>Nodes are immutable and compared by {@code equals}, which ignores spans; {@code toString}
 * gives the text form. {@link Walk} visits all statements below one.
 */
public sealed interface Stmt
    permits Let,
        Var,
        Assign,
        Store,
        Swap,
        If,
        While,
        For,
        Break,
        Continue,
        Return,
        Raise,
        Reraise,
        Attempt,
        Assert,
        Call,
        BufferDecl,
        ArrayDecl,
        ChannelDecl,
        AtomicCell,
        AtomicLoad,
        AtomicStore,
        AtomicRmw,
        AtomicCas,
        ForReceive,
        Send,
        Receive,
        Offer,
        Poll,
        Close,
        Select,
        Spawn,
        Await,
        Cancel,
        CancelBlock,
        Sleep,
        Yield,
        AsyncRead,
        AsyncWrite,
        Ensure,
        Contribute,
        Emit,
        Region,
        Task,
        Worker,
        Pipeline {

  /** Returns the place in the user's source. */
  Span span();

  /**
   * Returns the expressions that the statement holds itself, in source order; those of its blocks
   * are not among them.
   */
  ImmutableList<Expr> expressions();

  /** Returns the blocks that the statement holds, in source order. */
  ImmutableList<Block> blocks();

  /** Returns the levels of blocks inside: 0 for most statements, 1 for a loop over simple ones. */
  default int depth() {
    int depth = 0;
    for (Block block : blocks()) {
      depth = Math.max(depth, block.depth());
    }
    return depth;
  }
}
