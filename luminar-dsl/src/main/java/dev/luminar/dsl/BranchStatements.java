package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Attempt;
import dev.luminar.model.Block;
import dev.luminar.model.Ensure;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import dev.luminar.model.expr.Expr;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.collections.api.factory.Lists;

/**
 * If, attempt and ensure.
 *
 * @param <B> the class of the block itself, which is the class of the arms
 */
public sealed interface BranchStatements<B extends OpenBlock> permits Statements {
  /**
   * Adds {@code if condition { }}. The result adds further arms, as long as no other statement
   * follows: {@code b.when(x.lt(0), t -> ...).elseWhen(x.eq(0), t -> ...).otherwise(t -> ...)}.
   */
  default Alternatives<B> when(Bool condition, Consumer<? super B> then) {
    requireNonNull(condition, "condition");
    requireNonNull(then, "then");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr test = b.use(condition, here);
    Block body = b.build(this.<B>arm("if", here), then);
    int position = b.size();
    b.add(new If(Lists.immutable.of(new IfArm(test, body)), Optional.empty(), here));
    return new Alternatives<>(b, position);
  }

  /** Adds {@code attempt { } handle error { }}. */
  default void attempt(Consumer<? super B> body, BiConsumer<? super B, Caught> handler) {
    requireNonNull(body, "body");
    requireNonNull(handler, "handler");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Block attempted = b.build(this.<B>arm("attempt", here), body);
    B handling = this.<B>arm("handle", here);
    String error = handling.fresh("error");
    Block handled = b.build(handling, h -> handler.accept(h, new Caught(error, handling)));
    b.add(new Attempt(attempted, error, handled, here));
  }

  /** Adds {@code ensure { } cleanup { }}: the cleanup runs on every exit, and may not wait. */
  default void ensure(Consumer<? super B> body, Consumer<? super CleanupBlock> cleanup) {
    requireNonNull(body, "body");
    requireNonNull(cleanup, "cleanup");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Block ensured = b.build(this.<B>arm("ensure", here), body);
    Block cleaning = b.build(new CleanupBlock(b, "cleanup", here), cleanup);
    b.add(new Ensure(ensured, cleaning, here));
  }

  @SuppressWarnings("unchecked") // each kind of block makes arms of its own kind
  private <A extends OpenBlock> A arm(String what, Span here) {
    OpenBlock b = (OpenBlock) this;
    return (A) b.inner(b, what, here);
  }
}
