package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Parallel and concurrent blocks. */
public sealed interface RegionStatements
    permits FunctionBlock,
        FunctionLoop,
        ParallelBlock,
        ParallelLoop,
        ConcurrentBlock,
        ConcurrentLoop,
        TaskBlock,
        TaskLoop {
  /** Adds {@code parallel(i in range, options) { }}. */
  default <I extends Int<I>> EndedRegion parallel(
      Over<I> over, BiConsumer<? super ParallelBlock, I> body) {
    return parallel("i", over, body);
  }

  /** Adds {@code parallel(index in range, options) { }}. */
  default <I extends Int<I>> EndedRegion parallel(
      String index, Over<I> over, BiConsumer<? super ParallelBlock, I> body) {
    requireNonNull(index, "index");
    requireNonNull(over, "over");
    requireNonNull(body, "body");
    return Regions.parallel((OpenBlock) this, index, over, body);
  }

  /**
   * Adds a parallel block with one reduction, to which the lambda's result is contributed, and
   * returns what it computed: {@code f.reduce(over(xs), sum("total", f64), (it, i) -> xs.at(i))}.
   */
  default <I extends Int<I>, V extends Value<V>> V reduce(
      Over<I> over, Reduction<V> reduction, BiFunction<? super ParallelBlock, I, V> body) {
    return reduce("i", over, reduction, body);
  }

  /** As the other form, with the name of the index. */
  default <I extends Int<I>, V extends Value<V>> V reduce(
      String index,
      Over<I> over,
      Reduction<V> reduction,
      BiFunction<? super ParallelBlock, I, V> body) {
    requireNonNull(index, "index");
    requireNonNull(over, "over");
    requireNonNull(reduction, "reduction");
    requireNonNull(body, "body");
    Regions.parallel(
        (OpenBlock) this,
        index,
        over.reduce(reduction),
        (ParallelBlock it, I i) ->
            it.contribute(reduction, requireNonNull(body.apply(it, i), "result of the body")));
    return reduction.result();
  }

  /** Adds {@code concurrent { }}. */
  default EndedRegion concurrent(Consumer<? super ConcurrentBlock> body) {
    return concurrent(Dsl.with(), body);
  }

  /** Adds {@code concurrent(options) { }}. */
  default EndedRegion concurrent(With options, Consumer<? super ConcurrentBlock> body) {
    requireNonNull(options, "options");
    requireNonNull(body, "body");
    return Regions.concurrent((OpenBlock) this, options, body);
  }
}
