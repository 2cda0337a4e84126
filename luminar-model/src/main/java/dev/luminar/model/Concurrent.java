package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A concurrent block: its body starts tasks and workers, which communicate; then all of them are
 * joined: {@code concurrent(on_error = stop) { ... }}
 *
 * @param label the name of the block
 * @param options how it runs
 * @param body run once, by the task that enters the block
 * @param span the place
 */
public record Concurrent(Optional<String> label, ConcurrentOptions options, Block body, Span span)
    implements Region {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty label
   */
  public Concurrent {
    requireNonNull(label, "label");
    requireNonNull(options, "options");
    requireNonNull(body, "body");
    requireNonNull(span, "span");
    StmtChecks.name(label, "a label", span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.empty();
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.of(body);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
