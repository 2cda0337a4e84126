package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.For;
import dev.luminar.model.While;
import dev.luminar.model.expr.Expr;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Loops.
 *
 * @param <L> the class of their bodies
 */
public sealed interface RepeatStatements<L extends OpenBlock> permits Statements {
  /** Adds {@code while condition { }}; the condition is evaluated before each turn. */
  default void whileTrue(Bool condition, Consumer<? super L> body) {
    requireNonNull(condition, "condition");
    requireNonNull(body, "body");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr test = b.use(condition, here);
    Block repeated = b.build(Loops.<L>body(b, "while", here), body);
    b.add(new While(test, repeated, here));
  }

  /** Adds {@code for i in range { }}. */
  default <I extends Int<I>> void forEach(Range<I> range, BiConsumer<? super L, I> body) {
    forEach("i", range, body);
  }

  /** Adds {@code for index in range { }}. */
  default <I extends Int<I>> void forEach(
      String index, Range<I> range, BiConsumer<? super L, I> body) {
    requireNonNull(index, "index");
    requireNonNull(range, "range");
    requireNonNull(body, "body");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    dev.luminar.model.Range values = range.node(b, here);
    L loop = Loops.body(b, "for", here);
    String name = loop.fresh(index);
    I value = range.value(name, here, loop);
    Block repeated = b.build(loop, l -> body.accept(l, value));
    b.add(new For(name, values, repeated, here));
  }
}
