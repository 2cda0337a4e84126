package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.Task;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.jspecify.annotations.Nullable;

/**
 * This pass lowers tasks of a runtime: the body becomes a resumable routine, the statement starts
 * one task or one for each value of a range. Outer scalars are handed over by value.
 */
final class LowerTask {

  private LowerTask() {}

  static void start(RoutineBuilder b, Task task) {
    OpenBlock block = Objects.requireNonNull(b.openBlock);
    int ordinal = Objects.requireNonNull(b.numbers).nextOrdinal();
    LowerLoop.Trip trip = task.over().map(over -> LowerLoop.counted(b, over.range())).orElse(null);
    RoutineBuilder step = routine(b, task.label().orElse("task"));
    b.lowering.hoisting.facts.enter();
    if (task.over().isPresent()) {
      String index = task.over().get().name();
      ScalarType type = (ScalarType) task.over().get().range().start().type();
      Binding binding = step.bind(index, step.param(index, new PlanType.Scalar(type)));
      b.lowering.hoisting.facts.noteIndex(b, binding, task.over().get().range());
    }
    body(
        step,
        () ->
            LowerRetry.around(
                step,
                task.retry().or(block::retry),
                task.span(),
                () ->
                    step.scoped(() -> {
                      LowerFunction.declareErrorCounts(step, task.body());
                      step.numbers = StartNumbers.of(step, task.body());
                      LowerStmt.statements(step, task.body());
                    })),
        Optional.empty());
    b.lowering.hoisting.facts.leave();
    b.plan.define(step.finish(PlanType.NOTHING, step.params(), task.span()));
    b.lowering.reach.edge(b.id, step.id);
    if (trip == null) {
      startMany(b, block, ordinal, null, step, task.span(), turn -> Lists.immutable.empty());
    } else {
      ScalarType type = (ScalarType) task.over().get().range().start().type();
      startMany(
          b,
          block,
          ordinal,
          trip.last(),
          step,
          task.span(),
          turn -> Lists.immutable.of(trip.value(turn, type)));
    }
  }

  /** A resumable routine inside the region that {@code b} runs. */
  static RoutineBuilder routine(RoutineBuilder b, String role) {
    return new RoutineBuilder(
        b.lowering,
        b,
        Routine.Kind.STEP,
        b.plan.reserveRoutine(),
        b.plan.unique(b.cursor.function + "$" + role),
        b.cursor);
  }

  /**
   * The code of a task: its body, and the ways in which it ends; it leaves a result if it has one.
   */
  static void body(RoutineBuilder step, Runnable body, Optional<Val> result) {
    Label cancelled = step.label("cancelled");
    step.jumps.pushCancelled(cancelled);
    Code code =
        step.nested(() ->
            step.catching(
                "failed",
                false,
                () -> step.scoped(body),
                () -> {
                  step.emit(new TaskCode.FailTask(Optional.empty()));
                  step.releaseAll();
                  step.emit(new TaskCode.Finish(true));
                }));
    step.jumps.popCancelled();
    step.emit(new Code.Labelled(cancelled, code));
    step.releaseAll();
    step.emit(new TaskCode.Finish(false, result));
  }

  /** The parameters of a task that are not captures, for its turn (i64). */
  interface OwnArguments {
    ImmutableList<Val> at(Val turn);
  }

  /** Starts one task, or {@code count} of them. */
  static void startMany(
      RoutineBuilder b,
      OpenBlock block,
      int ordinal,
      @Nullable Val count,
      RoutineBuilder step,
      Span span,
      OwnArguments own) {
    b.plan.uses(Hook.TASK_START);
    StartNumbers numbers = Objects.requireNonNull(b.numbers);
    if (count == null) {
      start(b, block, ordinal, numbers.started(ordinal), step, span, own.at(Val.i64(0)));
    } else {
      Local turn = b.local("turn", PlanType.I64);
      Code body =
          b.nested(() -> {
            Val position = LowerChannel.plus(numbers.started(ordinal), Val.read(turn));
            start(b, block, ordinal, position, step, span, own.at(Val.read(turn)));
          });
      b.emit(new Code.Count(b.label("tasks"), turn, Val.i64(0), count, body));
    }
    numbers.add(b, ordinal, count == null ? Val.i64(1) : count);
  }

  private static void start(
      RoutineBuilder b,
      OpenBlock block,
      int ordinal,
      Val position,
      RoutineBuilder step,
      Span span,
      ImmutableList<Val> own) {
    MutableList<Val> values = Lists.mutable.ofAll(own);
    step.captured().forEach(binding -> values.add(binding.handOver()));
    b.emit(
        new TaskCode.StartTask(
            block.group(),
            step.id,
            Val.i64(ordinal),
            position,
            values.toImmutable(),
            b.raise(BuiltInError.OUT_OF_MEMORY, span)));
  }
}
