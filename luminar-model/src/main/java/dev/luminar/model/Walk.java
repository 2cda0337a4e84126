package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.eclipse.collections.api.list.ImmutableList;

/** Visits what lies below a node, in source order, without recursion. */
public final class Walk {
  private Walk() {}

  /** Visits all statements of a block, each before those of its blocks. */
  public static void statements(Block block, Consumer<Stmt> visitor) {
    requireNonNull(block, "block");
    requireNonNull(visitor, "visitor");
    Deque<Stmt> open = new ArrayDeque<>();
    pushAll(open, block.statements());
    while (!open.isEmpty()) {
      Stmt statement = open.pop();
      visitor.accept(statement);
      for (Block inner : statement.blocks().toReversed()) {
        pushAll(open, inner.statements());
      }
    }
  }

  /**
   * Visits all expressions of a block: those of each statement, each expression before its
   * operands.
   */
  public static void expressions(Block block, Consumer<Expr> visitor) {
    requireNonNull(visitor, "visitor");
    statements(
        block,
        statement -> {
          for (Expr expr : statement.expressions()) {
            expressions(expr, visitor);
          }
        });
  }

  /** Visits an expression and all its operands, each before its own operands. */
  public static void expressions(Expr expr, Consumer<Expr> visitor) {
    requireNonNull(expr, "expr");
    requireNonNull(visitor, "visitor");
    Deque<Expr> open = new ArrayDeque<>();
    open.push(expr);
    while (!open.isEmpty()) {
      Expr next = open.pop();
      visitor.accept(next);
      pushAll(open, next.children());
    }
  }

  private static <T> void pushAll(Deque<T> open, ImmutableList<T> nodes) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      open.push(nodes.get(i));
    }
  }
}
