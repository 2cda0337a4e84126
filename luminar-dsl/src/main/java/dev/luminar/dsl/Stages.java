package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.PipelineSource;
import dev.luminar.model.PipelineStage;
import dev.luminar.model.SinkBuffer;
import dev.luminar.model.SinkChannel;
import dev.luminar.model.SinkReduction;
import dev.luminar.model.StageBatch;
import dev.luminar.model.StageFilter;
import dev.luminar.model.StageFlatMap;
import dev.luminar.model.StageFold;
import dev.luminar.model.StageMap;
import dev.luminar.model.StageOptions;
import dev.luminar.model.StageWindow;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A pipeline with its source and some stages. Each method adds one stage, whose lambda sees the
 * item of the stage before it; {@code into} adds the sink.
 *
 * @param <V> the class of the item behind the last stage
 */
public final class Stages<V extends Value<V>> {
  private final PipelineBlock pipeline;
  private final PipelineSource source;
  private final ImmutableList<PipelineStage> stages;
  private final ValueType<V> type;
  private final String item;
  private final StageOptions options;

  Stages(PipelineBlock pipeline, PipelineSource source, ValueType<V> type, String item) {
    this(pipeline, source, Lists.immutable.empty(), type, item, StageOptions.DEFAULT);
  }

  private Stages(
      PipelineBlock pipeline,
      PipelineSource source,
      ImmutableList<PipelineStage> stages,
      ValueType<V> type,
      String item,
      StageOptions options) {
    this.pipeline = pipeline;
    this.source = source;
    this.stages = stages;
    this.type = type;
    this.item = item;
    this.options = options;
  }

  /** Returns the pipeline whose next stage has so many tasks and keeps the order of the items. */
  public Stages<V> ordered(int tasks) {
    return with(Place.named(() -> new StageOptions(tasks, true)));
  }

  /** Returns the pipeline whose next stage has so many tasks and lets items overtake. */
  public Stages<V> unordered(int tasks) {
    return with(Place.named(() -> new StageOptions(tasks, false)));
  }

  /** Adds {@code map item = value;}. */
  public <W extends Value<W>> Stages<W> map(Function<V, W> value) {
    return map("item", value);
  }

  /** Adds {@code map name = value;}. */
  public <W extends Value<W>> Stages<W> map(String name, Function<V, W> value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    Span here = pipeline.enter();
    Evaluated<W> mapped = evaluate("map", here, value);
    String fresh = pipeline.fresh(name);
    return next(new StageMap(fresh, mapped.node(), options, here), mapped.value().type(), fresh);
  }

  /** Adds {@code filter condition;}. */
  public Stages<V> filter(Function<V, Bool> condition) {
    requireNonNull(condition, "condition");
    Span here = pipeline.enter();
    Evaluated<Bool> test = evaluate("filter", here, condition);
    return next(new StageFilter(test.node(), options, here), type, item);
  }

  /** Adds {@code flat_map name: type { }}; the body emits any number of items. */
  public <W extends Value<W>> Stages<W> flatMap(
      String name, ValueType<W> to, BiConsumer<? super StageBlock<W>, V> body) {
    requireNonNull(name, "name");
    requireNonNull(to, "to");
    requireNonNull(body, "body");
    Span here = pipeline.enter();
    StageBlock<W> stage = new StageBlock<>(pipeline, "flat_map", here);
    V value = type.wrap(new Ref(item, type.node(), here), stage);
    Block block = pipeline.build(stage, s -> body.accept(s, value));
    String fresh = pipeline.fresh(name);
    return next(new StageFlatMap(fresh, to.node(), block, options, here), to, fresh);
  }

  /** Adds {@code window window[size] step step as name: type { }}. */
  public <W extends Value<W>> Stages<W> window(
      int size,
      int step,
      String name,
      ValueType<W> to,
      BiConsumer<? super StageBlock<W>, Buf<V>> body) {
    requireNonNull(name, "name");
    requireNonNull(to, "to");
    requireNonNull(body, "body");
    Span here = pipeline.enter();
    StageBlock<W> stage = new StageBlock<>(pipeline, "window", here);
    String window = stage.fresh("window");
    Block block = run(stage, window, here, body);
    String fresh = pipeline.fresh(name);
    StageWindow node =
        Place.named(
            () -> new StageWindow(window, size, step, fresh, to.node(), block, options, here));
    return next(node, to, fresh);
  }

  /** Adds {@code batch batch[size] as name: type { }}; only the last batch may be shorter. */
  public <W extends Value<W>> Stages<W> batch(
      int size, String name, ValueType<W> to, BiConsumer<? super StageBlock<W>, Buf<V>> body) {
    requireNonNull(name, "name");
    requireNonNull(to, "to");
    requireNonNull(body, "body");
    Span here = pipeline.enter();
    StageBlock<W> stage = new StageBlock<>(pipeline, "batch", here);
    String batch = stage.fresh("batch");
    Block block = run(stage, batch, here, body);
    String fresh = pipeline.fresh(name);
    StageBatch node =
        Place.named(() -> new StageBatch(batch, size, fresh, to.node(), block, options, here));
    return next(node, to, fresh);
  }

  /** Adds {@code fold name: type = initial with value;}: all items, in order, become one. */
  public <W extends Value<W>> Stages<W> fold(String name, W initial, BiFunction<W, V, W> value) {
    requireNonNull(name, "name");
    requireNonNull(initial, "initial");
    requireNonNull(value, "value");
    Span here = pipeline.enter();
    Expr first = pipeline.use(initial, here);
    String fresh = pipeline.fresh(name);
    ItemScope scope = new ItemScope(pipeline, "fold", here);
    W folded = initial.type().wrap(new Ref(fresh, initial.type().node(), here), scope);
    Evaluated<W> next = evaluate(scope, here, x -> value.apply(folded, x));
    return next(new StageFold(fresh, first, next.node(), here), initial.type(), fresh);
  }

  /** Ends with {@code sink channel;}, which sends each item and leaves the channel open. */
  public FinishedPipeline into(Chan<V> channel) {
    requireNonNull(channel, "channel");
    Span here = pipeline.enter();
    return new FinishedPipeline(
        pipeline, source, stages, new SinkChannel(pipeline.use(channel, here), here));
  }

  /** Ends with {@code sink buffer;}, which stores the k-th item at index k. */
  public FinishedPipeline into(PlainMemory<V, ?> buffer) {
    requireNonNull(buffer, "buffer");
    Span here = pipeline.enter();
    return new FinishedPipeline(
        pipeline, source, stages, new SinkBuffer(pipeline.use(buffer, here), here));
  }

  /** Ends with {@code sink reduce(...);}; the result is there behind the concurrent block. */
  public FinishedPipeline into(Reduction<V> reduction) {
    requireNonNull(reduction, "reduction");
    Span here = pipeline.enter();
    ConcurrentBlock owner = ConcurrentBlock.around(requireNonNull(pipeline.outer(), "outer"));
    OpenBlock around = requireNonNull(owner.outer(), "outer");
    dev.luminar.model.Reduction node = reduction.open(around, pipeline, here);
    owner.sinks().add(reduction);
    return new FinishedPipeline(pipeline, source, stages, new SinkReduction(node, here));
  }

  private Stages<V> with(StageOptions changed) {
    return new Stages<>(pipeline, source, stages, type, item, changed);
  }

  private <W extends Value<W>> Stages<W> next(PipelineStage stage, ValueType<W> to, String name) {
    return new Stages<>(pipeline, source, stages.newWith(stage), to, name, StageOptions.DEFAULT);
  }

  private <W extends Value<W>> Block run(
      StageBlock<W> stage, String name, Span here, BiConsumer<? super StageBlock<W>, Buf<V>> body) {
    Buf<V> items = Dsl.buf(type).wrap(new Ref(name, Dsl.buf(type).node(), here), stage);
    return pipeline.build(stage, s -> body.accept(s, items));
  }

  /** A value with its node, which was checked while its scope was open. */
  private record Evaluated<W>(W value, Expr node) {}

  private <W extends Value<W>> Evaluated<W> evaluate(
      String what, Span here, Function<V, W> function) {
    return evaluate(new ItemScope(pipeline, what, here), here, function);
  }

  private <W extends Value<W>> Evaluated<W> evaluate(
      ItemScope scope, Span here, Function<V, W> function) {
    V value = type.wrap(new Ref(item, type.node(), here), scope);
    AtomicReference<Evaluated<W>> made = new AtomicReference<>();
    pipeline.build(
        scope,
        s -> {
          W result = requireNonNull(function.apply(value), "result of the lambda");
          made.set(new Evaluated<>(result, s.use(result, here)));
        });
    return made.get();
  }
}
