package dev.luminar.dsl;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import org.jspecify.annotations.Nullable;

/**
 * What a name or an expression of the program stands for: a value, a buffer, a reference, a string.
 * A handle is an immutable Java object around a node of the model; which methods it has depends on
 * its class, so that what does not fit does not compile.
 *
 * @param <H> the class of the handle itself
 */
public abstract sealed class Handle<H extends Handle<H>>
    permits Value, Memory, Reference, Array, Str {
  private final Expr node;
  private final @Nullable OpenBlock home;

  Handle(Expr node, @Nullable OpenBlock home) {
    this.node = node;
    this.home = home;
  }

  /** Returns the node of the model. */
  public final Expr node() {
    return node;
  }

  /** Returns the text form of the expression. */
  @Override
  public final String toString() {
    return node.toString();
  }

  /** Returns a handle of the same type. */
  abstract H made(Expr expr, @Nullable OpenBlock block);

  /** Returns the innermost block whose names occur in it; null if there is none. */
  final @Nullable OpenBlock home() {
    return home;
  }

  /** Returns the node, which is at the place if it is a plain name. */
  final Expr nodeAt(Span place) {
    return node instanceof Ref ref ? new Ref(ref.name(), ref.type(), place) : node;
  }

  /** Returns the node as an operand at a place, if its block is still open. */
  final Expr operand(Span place) {
    if (home != null && !home.isOpen()) {
      throw Guard.leaked(toString(), home, place);
    }
    return nodeAt(place);
  }

  /** Returns the inner one of two blocks. */
  static @Nullable OpenBlock inner(
      @Nullable OpenBlock first, @Nullable OpenBlock second, Span place) {
    if (first == null || first == second) {
      return second;
    }
    if (second == null) {
      return first;
    }
    if (first.session() != second.session()) {
      throw Guard.otherProgram("one operand", second, first, place);
    }
    return first.depth() >= second.depth() ? first : second;
  }

  /** Returns the innermost block of several handles. */
  static @Nullable OpenBlock inner(Span place, Handle<?>... handles) {
    @Nullable OpenBlock home = null;
    for (Handle<?> handle : handles) {
      home = inner(home, handle.home, place);
    }
    return home;
  }
}
