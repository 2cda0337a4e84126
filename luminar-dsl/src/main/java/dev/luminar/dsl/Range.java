package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values from a start to an end: {@code range(0, n)} without the end, {@code through(1, n)}
 * with it, {@code range(0, n).step(i64(2))} by steps.
 *
 * @param <I> the class of the values
 */
public final class Range<I extends Int<I>> {
  private final I start;
  private final I end;
  private final boolean isInclusive;
  private final @Nullable I step;

  Range(I start, I end, boolean isInclusive, @Nullable I step) {
    this.start = start;
    this.end = end;
    this.isInclusive = isInclusive;
    this.step = step;
  }

  /** Returns the range by steps; a step below zero counts down, zero is an error. */
  public Range<I> step(I distance) {
    return new Range<>(start, end, isInclusive, requireNonNull(distance, "distance"));
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    String text = start + (isInclusive ? ".." : "..<") + end;
    return step == null ? text : text + " step " + step;
  }

  dev.luminar.model.Range node(OpenBlock b, Span here) {
    Optional<Expr> distance = step == null ? Optional.empty() : Optional.of(b.use(step, here));
    return new dev.luminar.model.Range(
        b.use(start, here), b.use(end, here), isInclusive, distance, here);
  }

  /** Returns the value that a block binds to a name. */
  I value(String name, Span here, OpenBlock b) {
    return start.made(new Ref(name, start.node().type(), here), b);
  }
}
