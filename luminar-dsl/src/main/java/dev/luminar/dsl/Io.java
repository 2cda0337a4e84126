package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/** Something that asynchronous reads and writes act on; it comes from the host or an extern. */
public final class Io extends Reference<Io> {
  Io(Expr node, @Nullable OpenBlock home) {
    super(node, home);
  }

  /**
   * Returns the handle of a node of the model.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if it has another type
   */
  public static Io of(Expr node) {
    requireNonNull(node, "node");
    return new Io(Nodes.checked(node, Dsl.io.node()), null);
  }

  @Override
  Io made(Expr expr, @Nullable OpenBlock block) {
    return new Io(expr, block);
  }
}
