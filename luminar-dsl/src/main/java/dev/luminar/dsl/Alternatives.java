package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import dev.luminar.model.expr.Expr;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Adds arms to an if, directly behind it.
 *
 * @param <B> the class of the arms
 */
public final class Alternatives<B extends OpenBlock> {
  private final OpenBlock block;
  private final int position;

  Alternatives(OpenBlock block, int position) {
    this.block = block;
    this.position = position;
  }

  /**
   * Adds {@code else if condition { }}.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM2011 if another statement or an else came
   *     before
   */
  public Alternatives<B> elseWhen(Bool condition, Consumer<? super B> then) {
    requireNonNull(condition, "condition");
    requireNonNull(then, "then");
    Span here = block.enter();
    If before = last(here);
    Expr test = block.use(condition, here);
    Block body = block.build(arm("else if", here), then);
    block.replace(
        position,
        new If(before.arms().newWith(new IfArm(test, body)), Optional.empty(), before.span()));
    return this;
  }

  /**
   * Adds {@code else { }}.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM2011 if another statement or an else came
   *     before
   */
  public void otherwise(Consumer<? super B> body) {
    requireNonNull(body, "body");
    Span here = block.enter();
    If before = last(here);
    Block otherwise = block.build(arm("else", here), body);
    block.replace(position, new If(before.arms(), Optional.of(otherwise), before.span()));
  }

  private If last(Span here) {
    If before = (If) block.statement(position);
    if (block.size() != position + 1 || before.otherwise().isPresent()) {
      throw Guard.failed(
          DiagnosticCode.ALTERNATIVE_TOO_LATE,
          here,
          "an alternative of the if in "
              + block.describe()
              + " comes behind another statement or behind its else");
    }
    return before;
  }

  @SuppressWarnings("unchecked") // each kind of block makes arms of its own kind
  private B arm(String what, Span here) {
    return (B) block.inner(block, what, here);
  }
}
