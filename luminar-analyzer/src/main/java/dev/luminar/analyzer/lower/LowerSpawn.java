package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.Await;
import dev.luminar.model.Function;
import dev.luminar.model.Parameter;
import dev.luminar.model.Spawn;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * This pass lowers spawned tasks: a function that is spawned becomes one resumable routine, whoever
 * spawns it, and the routine leaves its result in its frame for those who await it.
 */
final class LowerSpawn {

  private LowerSpawn() {}

  static void start(RoutineBuilder b, Spawn spawn) {
    StartNumbers numbers = Objects.requireNonNull(b.numbers);
    int ordinal = numbers.nextOrdinal();
    ImmutableList<Val> args =
        LowerCall.withDepth(b, spawn.callee(), LowerExpr.values(b, spawn.arguments()));
    int routine =
        b.lowering.spawned(
            new Lowering.Spawned(b.lowering.function(spawn.callee()), spawn.retry()));
    Local task = b.local(spawn.result().orElse("spawned"), b.plan.type(spawn.type()));
    b.own(task);
    b.plan.uses(Hook.TASK_START);
    b.plan.uses(Hook.TASK_RELEASE);
    b.noteRuntime();
    b.notePosition();
    b.lowering.reach.edge(b.id, routine);
    b.emit(
        new TaskCode.StartTask(
            b.lookup(Hidden.GROUP).local(),
            routine,
            Val.i64(ordinal),
            numbers.started(ordinal),
            args,
            Optional.of(task),
            b.cancelled(),
            b.raise(BuiltInError.OUT_OF_MEMORY, spawn.span())));
    numbers.add(b, ordinal, Val.i64(1));
    if (spawn.result().isPresent()) {
      b.bind(spawn.result().get(), task);
    } else {
      b.release(List.of(task));
    }
  }

  static void await(RoutineBuilder b, Await await) {
    Val task = b.frozen("awaited", LowerExpr.value(b, await.task()));
    Span span = await.span();
    PlanType type = ((PlanType.Task) task.type()).result();
    Optional<Local> result =
        type instanceof PlanType.Nothing
            ? Optional.empty()
            : Optional.of(b.local(await.result().orElse("unused"), type));
    b.plan.uses(Hook.TASK_AWAIT);
    b.noteRuntime();
    b.emit(
        new TaskCode.AwaitTask(
            result,
            task,
            b.nextSuspension(),
            b.cancelled(),
            b.raise(BuiltInError.TASK_FAILED, span),
            b.raise(BuiltInError.TASK_CANCELLED, span)));
    await.result().ifPresent(name -> b.bind(name, result.orElseThrow()));
  }

  /** The routine of what is spawned. */
  static void routine(Lowering lowering, Lowering.Spawned task) {
    Function function = task.function();
    RoutineBuilder step =
        new RoutineBuilder(
            lowering,
            null,
            Routine.Kind.STEP,
            lowering.spawned(task),
            lowering.plan.unique(function.name() + "$spawned"),
            new FunctionCursor(function.name()));
    step.noteReferred();
    for (Parameter parameter : function.parameters()) {
      PlanType type = lowering.plan.type(parameter.type());
      step.bind(parameter.name(), step.param(parameter.name(), type));
    }
    boolean isRecursive = lowering.facts(function.name()).isRecursive();
    if (isRecursive) {
      step.bind(Hidden.DEPTH, step.param("depth", PlanType.I64));
    }
    PlanType type = function.result().map(lowering.plan::type).orElse(PlanType.NOTHING);
    Optional<Local> result =
        type instanceof PlanType.Nothing
            ? Optional.empty()
            : Optional.of(step.declare("result", LowerFunction.zero(step, type)));
    result.ifPresent(step::noteVariable);
    LowerTask.body(
        step,
        () -> {
          if (isRecursive) {
            LowerFunction.guardDepth(step, function);
          }
          LowerRetry.around(
              step, task.retry(), function.span(), () -> body(step, function, result));
        },
        result.map(Val::read));
    lowering.plan.define(step.finish(type, step.params(), function.span()));
  }

  private static void body(RoutineBuilder step, Function function, Optional<Local> result) {
    Label exit = step.label("end_of_" + function.name());
    LowerFunction.declareErrorCounts(step, function.body());
    step.jumps.pushExit(new Jumps.Exit(exit, result.orElse(null), step.scope()));
    Code code = step.nested(() -> LowerStmt.block(step, function.body()));
    step.jumps.popExit();
    step.emit(new Code.Labelled(exit, code));
  }
}
