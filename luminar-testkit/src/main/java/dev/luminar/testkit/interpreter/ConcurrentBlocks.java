package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import dev.luminar.model.Await;
import dev.luminar.model.Block;
import dev.luminar.model.BlockKind;
import dev.luminar.model.Cancel;
import dev.luminar.model.CancelBlock;
import dev.luminar.model.Concurrent;
import dev.luminar.model.OnTimeout;
import dev.luminar.model.Retry;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.Task;
import dev.luminar.model.Worker;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.Scalar;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executes concurrent blocks and starts their tasks. */
final class ConcurrentBlocks {
  private static final long WORKERS_MAX = 1_000_000;

  private final Machine machine;

  /** For the bodies that run: of a block by its group, of a task by its strand. */
  private final Map<Object, Numbers> numbers = new HashMap<>();

  ConcurrentBlocks(Machine machine) {
    this.machine = machine;
  }

  /**
   * The numbers of the statements that start tasks in a body, and how many tasks each has started
   * in this run.
   */
  private record Numbers(Map<Stmt, Integer> ordinals, Map<Stmt, Long> started) {
    static Numbers of(Block body) {
      return new Numbers(Code.ordinals(body), new IdentityHashMap<>());
    }

    long next(Stmt statement) {
      return started.merge(statement, 1L, Long::sum) - 1;
    }
  }

  /** The name under which a scope holds the number of errors of a block that has ended. */
  static String errorsName(String label) {
    // No name of a program can clash: names are kept as they are, and this one is of two parts.
    return "errors\0" + label;
  }

  void run(Concurrent block, Scope scope) {
    if (block.options().kind() != BlockKind.BATCH) {
      throw new UnsupportedOperationException(
          block.span()
              + ": the interpreter does not know blocks of this kind yet: "
              + block.options());
    }
    machine.checkOverlap(block, scope);
    Strand owner = machine.strand();
    TaskGroup group =
        new TaskGroup(
            machine.scheduler,
            block.label(),
            block.options().onError(),
            block.options().retry(),
            block.span());
    numbers.put(group, Numbers.of(block.body()));
    owner.owned.add(group);
    block.options().timeout().ifPresent(group::limit);
    RuntimeException left = body(block, scope, owner, group);
    join(group, owner);
    group.joined();
    machine.regionEnded();
    owner.owned.remove(group);
    numbers.remove(group);
    if (left instanceof RaisedError) {
      throw left;
    }
    owner.collected.addAll(group.records());
    boolean raisesTimeout = group.isTimedOut && block.options().onTimeout() == OnTimeout.ERROR;
    Optional<ErrorRecord> first = group.firstError();
    if (first.isPresent() && !raisesTimeout) {
      throw new RaisedError(first.get());
    }
    if (left instanceof CancelSignal signal && signal.block() != group) {
      throw left;
    }
    owner.checkCancelled();
    if (raisesTimeout) {
      throw machine.raise(BuiltInError.TIMEOUT, block.span());
    }
    block
        .label()
        .ifPresent(label -> scope.declare(errorsName(label), Scalar.i64(group.errorCount())));
  }

  /** Runs the body; gives why it was left early, if it was. */
  private @Nullable RuntimeException body(
      Concurrent block, Scope scope, Strand owner, TaskGroup group) {
    try {
      machine.statements.block(block.body(), scope);
      return null;
    } catch (RaisedError | CancelSignal e) {
      group.isJoining = true;
      group.stop();
      return e;
    }
  }

  private void join(TaskGroup group, Strand owner) {
    group.isJoining = true;
    while (!group.isEmpty()) {
      machine.scheduler.suspend(new Strand.Wait("join", group.span, null));
    }
  }

  /** Stops a block around the current place, which is left at once. */
  void cancel(CancelBlock cancel) {
    Strand strand = machine.strand();
    TaskGroup block = Objects.requireNonNull(strand.innermost());
    while (cancel.label().isPresent() && !block.label.equals(cancel.label())) {
      block = Objects.requireNonNull(block.enclosing());
    }
    block.stop();
    strand.checkCancelled();
  }

  void start(Task task, Scope scope) {
    if (task.over().isEmpty()) {
      start(task, task.label(), scope.snapshot(), 0, Optional.empty());
      return;
    }
    Ranges range = Ranges.counted(machine, task.over().get().range(), task.span(), scope);
    for (Scalar value : range) {
      machine.step();
      Scope captured = scope.snapshot();
      captured.declare(task.over().get().name(), value);
      start(task, task.label(), captured, value.asLong(), Optional.empty());
    }
  }

  void start(Worker worker, Scope scope) {
    Channel channel = machine.expressions.channel(worker.channel(), scope);
    long count = machine.expressions.index(worker.count(), scope);
    if (count < 1 || count > WORKERS_MAX) {
      throw machine.raise(BuiltInError.BAD_WORKER_COUNT, worker.span(), count);
    }
    for (long i = 0; i < count; i++) {
      start(worker, worker.label(), scope.snapshot(), 0, Optional.of(channel));
    }
  }

  private void start(
      Stmt statement, Optional<String> label, Scope captured, long value, Optional<Channel> items) {
    Strand starter = machine.strand();
    starter.checkCancelled();
    TaskGroup group = starter.owned.get(starter.owned.size() - 1);
    Numbers block = Objects.requireNonNull(numbers.get(group));
    int ordinal = Objects.requireNonNull(block.ordinals().get(statement));
    long position = block.next(statement);
    PathStep step = new PathStep(ordinal, position, value);
    Strand[] self = new Strand[1];
    Strand task =
        new Strand(
            label.orElse(statement instanceof Worker ? "worker" : "task") + " " + step,
            group,
            group.path.newWith(step),
            () -> {
              if (items.isPresent()) {
                work((Worker) statement, ordinal, items.get(), captured, self[0]);
              } else {
                run((Task) statement, captured, self[0]);
              }
            });
    self[0] = task;
    task.function = starter.function;
    task.depth = starter.depth;
    group.start(task);
  }

  /** Starts a task of the innermost block that runs a function. */
  void spawn(Spawn spawn, Scope scope) {
    List<Object> arguments = machine.expressions.all(spawn.arguments(), scope);
    Strand starter = machine.strand();
    starter.checkCancelled();
    TaskGroup group = Objects.requireNonNull(starter.innermost());
    Numbers body = numbers.get(group.owner == starter ? group : starter);
    int ordinal = Objects.requireNonNull(Objects.requireNonNull(body).ordinals().get(spawn));
    long position = body.next(spawn);
    PathStep step = new PathStep(ordinal, position, position);
    SpawnedTask spawned = new SpawnedTask(machine.scheduler);
    Strand task =
        new Strand(
            spawn.callee() + " " + step,
            group,
            starter.path.newWith(step),
            () -> run(spawn, arguments, group, spawned));
    task.function = starter.function;
    task.depth = starter.depth;
    spawned.runsAs(task);
    group.start(task);
    spawn.result().ifPresent(name -> scope.declare(name, spawned));
  }

  private void run(Spawn spawn, List<Object> arguments, TaskGroup group, SpawnedTask spawned) {
    Strand task = machine.strand();
    try {
      task.checkCancelled();
      Object[] result = new Object[1];
      retried(
          spawn.retry(),
          spawn.span(),
          () -> result[0] = machine.invoke(spawn.callee(), arguments, spawn.span()));
      spawned.ended(SpawnedTask.Ending.DONE, result[0]);
    } catch (RaisedError e) {
      group.record(e.record());
      spawned.ended(SpawnedTask.Ending.FAILED, null);
    } catch (CancelSignal e) {
      spawned.ended(SpawnedTask.Ending.CANCELLED, null);
    }
    group.ended(task);
  }

  void await(Await await, Scope scope) {
    SpawnedTask task = (SpawnedTask) machine.expressions.eval(await.task(), scope);
    switch (task.await(await.span())) {
      case FAILED -> throw machine.raise(BuiltInError.TASK_FAILED, await.span());
      case CANCELLED -> throw machine.raise(BuiltInError.TASK_CANCELLED, await.span());
      default ->
          await
              .result()
              .ifPresent(name -> scope.declare(name, Objects.requireNonNull(task.result())));
    }
  }

  void cancel(Cancel cancel, Scope scope) {
    ((SpawnedTask) machine.expressions.eval(cancel.task(), scope)).cancel();
  }

  private void run(Task statement, Scope captured, Strand task) {
    TaskGroup group = Objects.requireNonNull(task.group);
    try {
      task.checkCancelled();
      retried(
          statement.retry().or(() -> group.retry),
          statement.span(),
          () -> {
            numbers.put(task, Numbers.of(statement.body()));
            machine.statements.block(statement.body(), captured);
          });
    } catch (RaisedError e) {
      group.record(e.record());
    } catch (CancelSignal e) {
      // Asked to stop, and stopped: nothing to report.
    }
    numbers.remove(task);
    group.ended(task);
  }

  private void work(Worker statement, int ordinal, Channel items, Scope captured, Strand task) {
    TaskGroup group = Objects.requireNonNull(task.group);
    boolean isOpen = true;
    while (isOpen) {
      try {
        isOpen = item(statement, ordinal, items, captured, group, statement.span());
      } catch (RaisedError e) {
        group.record(e.record());
        isOpen = group.goesOn();
      } catch (CancelSignal e) {
        isOpen = false;
      }
    }
    numbers.remove(task);
    group.ended(task);
  }

  /** Runs the body for one item; says whether there was one. */
  private boolean item(
      Worker statement, int ordinal, Channel items, Scope captured, TaskGroup group, Span at) {
    Optional<Channel.Item> item = items.receive(at);
    if (item.isEmpty()) {
      return false;
    }
    Scope inner = new Scope(captured);
    inner.declare(statement.item(), item.get().value());
    Strand strand = machine.strand();
    long number = item.get().ordinal();
    strand.path = group.path.newWith(new PathStep(ordinal, number, number));
    retried(
        statement.retry().or(() -> group.retry),
        statement.span(),
        () -> {
          numbers.put(strand, Numbers.of(statement.body()));
          machine.statements.turn(statement.body(), inner);
        });
    return true;
  }

  /** Runs something again where it fails, as often as it may; the pause doubles each time. */
  private void retried(Optional<Retry> retry, Span at, Runnable body) {
    int left = retry.map(Retry::limit).orElse(0);
    long pause = retry.map(r -> r.backoff().toNanos()).orElse(0L);
    while (true) {
      try {
        body.run();
        return;
      } catch (RaisedError e) {
        if (left == 0) {
          throw e;
        }
      }
      left--;
      if (pause > 0) {
        machine.scheduler.sleep(pause, at);
      }
      machine.strand().checkCancelled();
      pause = Math.min(pause, Long.MAX_VALUE / 2) * 2;
    }
  }
}
