package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A value that the iterations of a parallel block compute together: {@code total: f64 = sum}. A
 * builtin operator without iterations gives its identity.
 *
 * @param name the name, used by {@link Contribute} and bound behind the block
 * @param type the type of the value, or of the elements of an array
 * @param length the length of the array, an i32 or i64; without, one value
 * @param combine how two values become one
 * @param isUnordered whether values may combine in any order, so that the bits of floats may differ
 *     between runs
 * @param span the place
 */
public record Reduction(
    String name,
    ElementType type,
    Optional<Expr> length,
    Combine combine,
    boolean isUnordered,
    Span span) {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for a length of another type, LUM1102
   *     if the operator does not take the type
   */
  public Reduction {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(length, "length");
    requireNonNull(combine, "combine");
    requireNonNull(span, "span");
    StmtChecks.name(name, "a reduction", span);
    length.ifPresent(expr -> StmtChecks.integer(expr, "the length of a reduction"));
    combine.check(type, span);
  }

  /** Returns the length and the identity, where they exist. */
  public ImmutableList<Expr> expressions() {
    ImmutableList<Expr> lengths = Lists.immutable.withAll(length.stream().toList());
    return combine instanceof UserCombine user ? lengths.newWith(user.identity()) : lengths;
  }

  /** Returns the type of the name: a value, or a buffer. */
  public Type nameType() {
    return length.isPresent() ? new BufferType(type, false) : type;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
