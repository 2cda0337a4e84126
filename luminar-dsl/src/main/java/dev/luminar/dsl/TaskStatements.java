package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.Worker;
import dev.luminar.model.expr.Expr;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Statements that start the tasks of a concurrent block. Outer scalars are captured by value. */
public sealed interface TaskStatements permits ConcurrentBlock, ConcurrentLoop {
  /** Adds {@code task { }}. */
  default void task(Consumer<? super TaskBlock> body) {
    task(new TaskWith(null, null), body);
  }

  /** Adds {@code task { }} with options. */
  default void task(TaskWith options, Consumer<? super TaskBlock> body) {
    requireNonNull(options, "options");
    requireNonNull(body, "body");
    Tasks.task((OpenBlock) this, options, body);
  }

  /** Adds {@code task(i in range) { }}: one task for each value. */
  default <I extends Int<I>> void task(Range<I> range, BiConsumer<? super TaskBlock, I> body) {
    task("i", range, body);
  }

  /** Adds {@code task(index in range) { }}. */
  default <I extends Int<I>> void task(
      String index, Range<I> range, BiConsumer<? super TaskBlock, I> body) {
    task(index, range, new TaskWith(null, null), body);
  }

  /** Adds {@code task(index in range) { }} with options. */
  default <I extends Int<I>> void task(
      String index, Range<I> range, TaskWith options, BiConsumer<? super TaskBlock, I> body) {
    requireNonNull(index, "index");
    requireNonNull(range, "range");
    requireNonNull(options, "options");
    requireNonNull(body, "body");
    Tasks.task((OpenBlock) this, options, index, range, body);
  }

  /** Adds {@code worker(item from channel) { }}: a task that runs the body for each item. */
  default <V extends Value<V>> void worker(Chan<V> channel, BiConsumer<? super TaskBlock, V> body) {
    worker("item", Dsl.from(channel), body);
  }

  /** Adds {@code worker(item from channel, count = n) { }}. */
  default <V extends Value<V>> void worker(From<V> from, BiConsumer<? super TaskBlock, V> body) {
    worker("item", from, body);
  }

  /** Adds {@code worker(item from channel, count = n) { }}. */
  default <V extends Value<V>> void worker(
      String item, From<V> from, BiConsumer<? super TaskBlock, V> body) {
    requireNonNull(item, "item");
    requireNonNull(from, "from");
    requireNonNull(body, "body");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr channel = b.use(from.channel(), here);
    Expr count = b.use(from.count(), here);
    Optional<String> label = from.label().map(b::fresh);
    TaskBlock worker = new TaskBlock(b, "worker", here);
    String name = worker.fresh(item);
    V value = Received.value(from.channel(), name, here, worker);
    Block block = b.build(worker, w -> body.accept(w, value));
    b.add(new Worker(label, name, channel, count, from.retry(), block, here));
  }

  /** Adds {@code pipeline { }}: {@code c.pipeline(s -> s.from(lines).map(...).into(out))}. */
  default void pipeline(Function<? super PipelineBlock, FinishedPipeline> stages) {
    requireNonNull(stages, "stages");
    Pipelines.add((OpenBlock) this, Optional.empty(), stages);
  }

  /** Adds {@code label: pipeline { }}. */
  default void pipeline(String label, Function<? super PipelineBlock, FinishedPipeline> stages) {
    requireNonNull(label, "label");
    requireNonNull(stages, "stages");
    Pipelines.add((OpenBlock) this, Optional.of(label), stages);
  }
}
