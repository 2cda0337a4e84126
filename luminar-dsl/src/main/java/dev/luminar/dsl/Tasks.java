package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.ModelException;
import dev.luminar.model.Retry;
import dev.luminar.model.Spawn;
import dev.luminar.model.Task;
import dev.luminar.model.TaskIndex;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.TaskType;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Builds statements that start tasks. */
final class Tasks {
  private Tasks() {}

  static void task(OpenBlock b, TaskWith options, Consumer<? super TaskBlock> body) {
    Span here = b.enter();
    Optional<String> label = options.label().map(b::fresh);
    Block block = b.build(new TaskBlock(b, "task", here), body);
    b.add(new Task(label, Optional.empty(), options.retry(), block, here));
  }

  static <I extends Int<I>> void task(
      OpenBlock b,
      TaskWith options,
      String index,
      Range<I> range,
      BiConsumer<? super TaskBlock, I> body) {
    Span here = b.enter();
    dev.luminar.model.Range values = range.node(b, here);
    Optional<String> label = options.label().map(b::fresh);
    TaskBlock task = new TaskBlock(b, "task", here);
    String name = task.fresh(index);
    I value = range.value(name, here, task);
    Block block = b.build(task, t -> body.accept(t, value));
    b.add(new Task(label, Optional.of(new TaskIndex(name, values)), options.retry(), block, here));
  }

  static <R> Spawned<R> spawn(OpenBlock b, String task, Invocation<R> call, Optional<Retry> retry) {
    Span here = b.enter();
    Calls.check(b, call, here);
    String fresh = b.fresh(task);
    spawn(b, Optional.of(fresh), call, retry, here);
    ValueType<?> result = call.callee().result() instanceof ValueType<?> value ? value : null;
    TaskType type = new TaskType(Optional.ofNullable(result).map(ValueType::node));
    return new Spawned<>(result, new Ref(fresh, type, here), b);
  }

  static void spawn(
      OpenBlock b, Optional<String> name, Invocation<?> call, Optional<Retry> retry, Span here) {
    ResultType<?> result = call.callee().result();
    b.add(
        new Spawn(
            name,
            call.callee().name(),
            call.arguments(),
            Optional.ofNullable(result).map(type -> element(type, call, here)),
            retry,
            here));
  }

  private static ElementType element(ResultType<?> type, Invocation<?> call, Span here) {
    if (type instanceof ValueType<?> value) {
      return value.node();
    }
    throw new ModelException(
        DiagnosticCode.INVALID_TYPE,
        here,
        "'" + call.callee().name() + "' returns io, which a spawned task cannot");
  }

  @SuppressWarnings("unchecked") // a task has the result of its type
  static <V extends Value<V>> ValueType<V> result(Spawned<V> task) {
    return (ValueType<V>) requireNonNull(task.result(), "result");
  }
}
