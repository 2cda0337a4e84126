package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Declares a channel, or an array of channels: {@code channel lines: i64 (capacity = 4);}
 *
 * @param name the new name
 * @param element a scalar or a struct
 * @param count the length of the array, an i32 or i64; without, the name is one channel
 * @param capacity an i32 or i64, 0 for rendezvous; without, the configured default
 * @param span the place
 */
public record ChannelDecl(
    String name, ElementType element, Optional<Expr> count, Optional<Expr> capacity, Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1105 for a storage type, LUM1101 for
   *     operands of other types
   */
  public ChannelDecl {
    requireNonNull(name, "name");
    requireNonNull(element, "element");
    requireNonNull(count, "count");
    requireNonNull(capacity, "capacity");
    requireNonNull(span, "span");
    StmtChecks.name(name, "a channel", span);
    new ChannelType(element);
    count.ifPresent(expr -> StmtChecks.integer(expr, "the number of channels"));
    capacity.ifPresent(expr -> StmtChecks.integer(expr, "the capacity of a channel"));
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return Lists.immutable.withAll(count.stream().toList()).newWithAll(capacity.stream().toList());
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.empty();
  }

  /** Returns the type of the name: a channel, or an array of channels. */
  public Type type() {
    ChannelType channel = new ChannelType(element);
    return count.isPresent() ? new ArrayType(channel) : channel;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
