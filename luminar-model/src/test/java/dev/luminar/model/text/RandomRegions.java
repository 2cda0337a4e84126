package dev.luminar.model.text;

import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.model.type.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.collections.api.factory.Lists;

/** Makes regions, tasks, workers, pipelines and selects. */
final class RandomRegions {
  private final RandomExprs exprs;
  private final RandomNames names;
  private final RandomStmts statements;
  private List<Ref> sunk = new ArrayList<>();

  RandomRegions(RandomExprs exprs, RandomNames names, RandomStmts statements) {
    this.exprs = exprs;
    this.names = names;
    this.statements = statements;
  }

  Stmt region(int depth) {
    List<Ref> channels = exprs.visible(t -> t instanceof ChannelType);
    return switch (exprs.random.nextInt(6)) {
      case 0 -> parallel(depth);
      case 1 -> concurrent(depth);
      case 2 -> {
        Optional<TaskIndex> over =
            exprs.chance(2)
                ? Optional.empty()
                : Optional.of(new TaskIndex(names.next(), statements.range(1)));
        Ref[] index =
            over.map(o -> new Ref(o.name(), o.range().type(), Span.NONE)).stream()
                .toArray(Ref[]::new);
        yield new Task(
            statements.label(),
            over,
            statements.retry(),
            statements.block(depth, index),
            Span.NONE);
      }
      case 3 -> {
        if (channels.isEmpty()) {
          yield null;
        }
        Ref channel = exprs.pick(channels);
        Ref item = statements.fresh(((ChannelType) channel.type()).element());
        Expr count = exprs.integerExpr(1);
        yield new Worker(
            statements.label(),
            item.name(),
            channel,
            count,
            statements.retry(),
            statements.block(depth, item),
            Span.NONE);
      }
      case 4 -> pipeline(depth);
      default -> select(depth, channels);
    };
  }

  private Parallel parallel(int depth) {
    Range range = statements.range(2);
    List<Reduction> reductions = new ArrayList<>();
    for (int i = exprs.random.nextInt(3); i > 0; i--) {
      Optional<Expr> length =
          exprs.chance(3) ? Optional.of(exprs.integerExpr(1)) : Optional.empty();
      reductions.add(reduction(length));
    }
    List<Ref> outer = statements.reductions;
    List<Ref> bound =
        reductions.stream().map(r -> new Ref(r.name(), r.nameType(), Span.NONE)).toList();
    statements.reductions = Stream.concat(outer.stream(), bound.stream()).toList();
    Ref index = statements.fresh(range.type());
    Block body = statements.block(depth, index);
    statements.reductions = outer;
    bound.forEach(statements::declare);
    return new Parallel(
        statements.label(),
        index.name(),
        range,
        parallelOptions(),
        Lists.immutable.withAll(reductions),
        body,
        Span.NONE);
  }

  private Reduction reduction(Optional<Expr> length) {
    ElementType type = exprs.value();
    return new Reduction(names.next(), type, length, combine(type), exprs.chance(2), Span.NONE);
  }

  private Combine combine(ElementType type) {
    List<BuiltinCombine> builtins =
        Arrays.stream(BuiltinCombine.values()).filter(b -> b.takes(type)).toList();
    return type instanceof StructType || exprs.chance(4)
        ? new UserCombine(names.next(), exprs.expr(type, 1))
        : exprs.pick(builtins);
  }

  private ParallelOptions parallelOptions() {
    ParallelOptions.Builder builder = ParallelOptions.builder();
    if (exprs.chance(2)) {
      builder
          .cores(Cores.exactly(1 + exprs.random.nextInt(1024)))
          .balance(Balance.STEAL)
          .isMonitored(true);
    }
    if (exprs.chance(2)) {
      builder.schedule(
          exprs.pick(
              new Schedule[] {
                Schedule.AUTO,
                Schedule.STATIC,
                Schedule.GUIDED,
                Schedule.dynamic(1 + exprs.random.nextInt(99))
              }));
      builder.grain(1 + exprs.random.nextInt(5000));
    }
    if (exprs.chance(2)) {
      builder.timeout(duration()).grace(duration()).onTimeout(exprs.pick(OnTimeout.values()));
    }
    return builder
        .onError(onError())
        .retry(statements.retry())
        .mode(
            exprs.chance(2) ? Optional.of(exprs.pick(ConcurrencyMode.values())) : Optional.empty())
        .build();
  }

  private ConcurrentOptions concurrentOptions() {
    ConcurrentOptions.Builder builder = ConcurrentOptions.builder();
    if (exprs.chance(2)) {
      builder
          .cores(Cores.exactly(3))
          .balance(Balance.STEAL)
          .isMonitored(true)
          .kind(exprs.pick(BlockKind.values()));
    }
    if (exprs.chance(2)) {
      builder.timeout(duration()).grace(duration()).onTimeout(exprs.pick(OnTimeout.values()));
    }
    return builder
        .onError(onError())
        .retry(statements.retry())
        .mode(
            exprs.chance(2) ? Optional.of(exprs.pick(ConcurrencyMode.values())) : Optional.empty())
        .build();
  }

  private OnError onError() {
    return exprs.pick(
        new OnError[] {
          OnError.STOP,
          OnError.COLLECT,
          OnError.IGNORE,
          OnError.RUNTIME,
          OnError.collectUnbounded(),
          OnError.collect(7)
        });
  }

  private Duration duration() {
    return Duration.ofNanos(1 + exprs.random.nextLong(Long.MAX_VALUE - 1)).plusNanos(0);
  }

  private Concurrent concurrent(int depth) {
    List<Ref> outer = sunk;
    sunk = new ArrayList<>();
    Block body = statements.block(depth);
    sunk.forEach(statements::declare);
    sunk = outer;
    return new Concurrent(statements.label(), concurrentOptions(), body, Span.NONE);
  }

  private Pipeline pipeline(int depth) {
    List<Ref> outer = exprs.scope;
    PipelineSource source = source();
    Ref item = new Ref(source.item(), source.type(), Span.NONE);
    List<PipelineStage> stages = new ArrayList<>();
    for (int i = exprs.random.nextInt(5); i > 0; i--) {
      exprs.scope = new ArrayList<>(outer);
      exprs.scope.add(item);
      PipelineStage stage = stage(depth, (ElementType) item.type());
      stages.add(stage);
      item = next(stage, item);
    }
    exprs.scope = outer;
    return new Pipeline(
        statements.label(),
        source,
        Lists.immutable.withAll(stages),
        sink((ElementType) item.type()),
        Span.NONE);
  }

  private PipelineSource source() {
    List<Ref> buffers = exprs.visible(t -> t instanceof BufferType buffer && !buffer.isAtomic());
    List<Ref> channels = exprs.visible(t -> t instanceof ChannelType);
    if (!buffers.isEmpty() && exprs.chance(2)) {
      return new SourceBuffer(names.next(), exprs.pick(buffers), Span.NONE);
    }
    return !channels.isEmpty() && exprs.chance(2)
        ? new SourceChannel(names.next(), exprs.pick(channels), Span.NONE)
        : new SourceRange(names.next(), statements.range(1), Span.NONE);
  }

  private Ref next(PipelineStage stage, Ref item) {
    Type output = stage.output((ElementType) item.type());
    return switch (stage) {
      case StageMap s -> new Ref(s.item(), output, Span.NONE);
      case StageFilter _ -> item;
      case StageFlatMap s -> new Ref(s.item(), output, Span.NONE);
      case StageWindow s -> new Ref(s.item(), output, Span.NONE);
      case StageBatch s -> new Ref(s.item(), output, Span.NONE);
      case StageFold s -> new Ref(s.item(), output, Span.NONE);
    };
  }

  private PipelineStage stage(int depth, ElementType input) {
    StageOptions options =
        exprs.chance(2)
            ? StageOptions.DEFAULT
            : new StageOptions(1 + exprs.random.nextInt(4), exprs.chance(2));
    ElementType type = exprs.value();
    Ref buffer = statements.fresh(new BufferType(input, false));
    int size = 1 + exprs.random.nextInt(100);
    switch (exprs.random.nextInt(6)) {
      case 0 -> {
        return new StageMap(names.next(), exprs.expr(type, 2), options, Span.NONE);
      }
      case 1 -> {
        return new StageFilter(exprs.expr(ScalarType.BOOL, 2), options, Span.NONE);
      }
      case 2 -> {
        return new StageFlatMap(names.next(), type, statements.block(depth), options, Span.NONE);
      }
      case 3 -> {
        return new StageWindow(
            buffer.name(),
            size,
            1 + size / 2,
            names.next(),
            type,
            statements.block(depth, buffer),
            options,
            Span.NONE);
      }
      case 4 -> {
        return new StageBatch(
            buffer.name(),
            size,
            names.next(),
            type,
            statements.block(depth, buffer),
            options,
            Span.NONE);
      }
      default -> {
        Expr initial = exprs.expr(type, 1);
        Ref value = statements.fresh(type);
        exprs.scope.add(value);
        return new StageFold(value.name(), initial, exprs.expr(type, 2), Span.NONE);
      }
    }
  }

  private PipelineSink sink(ElementType type) {
    List<Ref> buffers =
        exprs.visible(t ->
            t instanceof BufferType buffer
                && !buffer.isAtomic()
                && buffer.element().loaded().equals(type));
    List<Ref> channels = exprs.visible(Types.channel(type)::equals);
    if (!buffers.isEmpty()) {
      return new SinkBuffer(exprs.pick(buffers), Span.NONE);
    }
    if (!channels.isEmpty()) {
      return new SinkChannel(exprs.pick(channels), Span.NONE);
    }
    Reduction reduction =
        new Reduction(
            names.next(), type, Optional.empty(), combine(type), exprs.chance(2), Span.NONE);
    sunk.add(new Ref(reduction.name(), type, Span.NONE));
    return new SinkReduction(reduction, Span.NONE);
  }

  private Select select(int depth, List<Ref> channels) {
    List<SelectArm> arms = new ArrayList<>();
    for (int i = channels.isEmpty() ? 0 : exprs.random.nextInt(4); i > 0; i--) {
      Ref channel = exprs.pick(channels);
      ElementType element = ((ChannelType) channel.type()).element();
      if (exprs.chance(2)) {
        arms.add(
            new SelectSend(channel, exprs.expr(element, 2), statements.block(depth), Span.NONE));
      } else {
        Optional<Ref> value =
            exprs.chance(3) ? Optional.empty() : Optional.of(statements.fresh(element));
        Optional<Ref> ok =
            exprs.chance(3) ? Optional.empty() : Optional.of(statements.fresh(Types.BOOL));
        Ref[] bound = Stream.concat(value.stream(), ok.stream()).toArray(Ref[]::new);
        arms.add(
            new SelectReceive(
                value.map(Ref::name),
                ok.map(Ref::name),
                channel,
                statements.block(depth, bound),
                Span.NONE));
      }
    }
    if (arms.isEmpty() || exprs.chance(2)) {
      arms.add(
          exprs.chance(2)
              ? new SelectDefault(statements.block(depth), Span.NONE)
              : new SelectTimeout(statements.duration(), statements.block(depth), Span.NONE));
    }
    SelectPolicy policy =
        exprs.pick(
            new SelectPolicy[] {
              SelectPolicy.ORDERED, SelectPolicy.ROTATING, SelectPolicy.seeded(-5)
            });
    return new Select(policy, Lists.immutable.withAll(arms), Span.NONE);
  }
}
