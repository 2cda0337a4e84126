package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Contribute;
import java.util.Optional;

/**
 * Contributions to the reductions of a parallel block. Outside the reduction's block they throw
 * LUM2009.
 */
public sealed interface ContributeStatements permits ParallelBlock, ParallelLoop {
  /** Adds {@code reduction <- value;}. */
  default <V extends Value<V>> void contribute(Reduction<V> reduction, V value) {
    requireNonNull(reduction, "reduction");
    requireNonNull(value, "value");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Contribute(reduction.target(b, here), Optional.empty(), b.use(value, here), here));
  }

  /** Adds {@code reduction[index] <- value;}. */
  default <V extends Value<V>> void contribute(ArrayReduction<V> reduction, Int<?> index, V value) {
    requireNonNull(reduction, "reduction");
    requireNonNull(index, "index");
    requireNonNull(value, "value");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(
        new Contribute(
            reduction.target(b, here), Optional.of(b.use(index, here)), b.use(value, here), here));
  }
}
