package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A choice: {@code if x < 0 then -x else x}. Only the chosen alternative is evaluated.
 *
 * @param condition a bool
 * @param then the value if it is true: a scalar or a struct
 * @param otherwise the value if it is false, of the same type
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record Conditional(Expr condition, Expr then, Expr otherwise, Span span, int depth)
    implements Expr {
  /** Checks the operands as {@link #Conditional(Expr, Expr, Expr, Span)} does. */
  public Conditional {
    requireNonNull(condition, "condition");
    requireNonNull(then, "then");
    requireNonNull(otherwise, "otherwise");
    requireNonNull(span, "span");
    Checks.type(condition, ScalarType.BOOL, "a condition");
    if (!then.type().isValue()) {
      throw Checks.mismatch(then, "a scalar or a struct", "an alternative");
    }
    Checks.type(otherwise, then.type(), "the second alternative");
    depth = Checks.depth(span, Lists.immutable.of(condition, then, otherwise));
  }

  /**
   * Makes a choice.
   *
   * @throws dev.luminar.model.ModelException LUM1101 if the condition is no bool or the
   *     alternatives differ in type
   */
  public Conditional(Expr condition, Expr then, Expr otherwise, Span span) {
    this(condition, then, otherwise, span, 0);
  }

  @Override
  public ElementType type() {
    return (ElementType) then.type();
  }

  @Override
  public ImmutableList<Expr> children() {
    return Lists.immutable.of(condition, then, otherwise);
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
