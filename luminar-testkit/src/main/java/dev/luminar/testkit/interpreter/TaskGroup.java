package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import dev.luminar.model.ErrorStrategy;
import dev.luminar.model.OnError;
import dev.luminar.model.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** One run of a concurrent block: its tasks and what became of them. */
final class TaskGroup {
  final Strand owner;
  final String name;

  /** The label in the program; empty without one. */
  final Optional<String> label;

  final Span span;
  final ImmutableList<PathStep> path;

  /** The body of the block has ended, and its owner waits for the tasks. */
  boolean isJoining;

  /** The tasks, and the owner in the body, were asked to stop. */
  boolean isStopping;

  /** How often its tasks and items are tried again that do not say so themselves. */
  final Optional<Retry> retry;

  /** The time limit was over before the tasks had ended. */
  boolean isTimedOut;

  private Scheduler.@Nullable Timer timer;

  private final Scheduler scheduler;
  private final OnError onError;
  private final List<Strand> live = new ArrayList<>();

  /** Records of this run and of the regions inside, in the order in which they came. */
  private final List<ErrorRecord> collected = new ArrayList<>();

  private final List<ErrorRecord> raised = new ArrayList<>();

  TaskGroup(
      Scheduler scheduler,
      Optional<String> label,
      OnError onError,
      Optional<Retry> retry,
      Span span) {
    this.scheduler = scheduler;
    this.retry = retry;
    this.owner = scheduler.current();
    this.name = label.orElse("concurrent");
    this.label = label;
    this.onError = onError;
    this.span = span;
    this.path = owner.path;
  }

  /** The block around this one, of whoever; null for an outermost one. */
  @Nullable TaskGroup enclosing() {
    int position = owner.owned.indexOf(this);
    return position > 0 ? owner.owned.get(position - 1) : owner.group;
  }

  /** Has the block stop after a time. */
  void limit(Duration timeout) {
    timer =
        scheduler.after(
            timeout.toNanos(),
            () -> {
              isTimedOut = true;
              stop();
            });
  }

  /** All tasks have ended: the time limit is none any more. */
  void joined() {
    if (timer != null) {
      scheduler.takeBack(timer);
    }
  }

  void start(Strand task) {
    if (isStopping) {
      return;
    }
    live.add(task);
    scheduler.wake(task);
  }

  /** The current strand, a task of the block, has ended. */
  void ended(Strand task) {
    collected.addAll(task.collected);
    live.remove(task);
    if (live.isEmpty() && isJoining && owner.waiting != null) {
      scheduler.wake(owner);
    }
  }

  boolean isEmpty() {
    return live.isEmpty();
  }

  List<Strand> live() {
    return List.copyOf(live);
  }

  /** An error of a task, or of an item of a worker. */
  void record(ErrorRecord error) {
    raised.add(error);
    if (onError.strategy() == ErrorStrategy.STOP) {
      stop();
    }
  }

  /** Whether a worker goes on with the next item when one has failed. */
  boolean goesOn() {
    return onError.strategy() != ErrorStrategy.STOP;
  }

  /** Asks the tasks, and the owner if it is still in the body, to stop; reaches those that wait. */
  void stop() {
    if (isStopping) {
      return;
    }
    isStopping = true;
    int position = owner.owned.indexOf(this);
    for (TaskGroup inner : List.copyOf(owner.owned.subList(position + 1, owner.owned.size()))) {
      inner.stop();
    }
    if (!isJoining) {
      interruptWait(scheduler, owner);
    }
    for (Strand task : live()) {
      cancel(scheduler, task);
    }
  }

  /** Asks a task to stop, and the blocks that it is in. */
  static void cancel(Scheduler scheduler, Strand task) {
    task.isCancelled = true;
    for (TaskGroup block : List.copyOf(task.owned)) {
      block.stop();
    }
    interruptWait(scheduler, task);
  }

  /** A strand that waits for anything but the end of a block waits no longer. */
  private static void interruptWait(Scheduler scheduler, Strand strand) {
    Strand.Wait wait = strand.waiting;
    if (wait != null && wait.leave() != null) {
      wait.leave().run();
      scheduler.wake(strand);
    }
  }

  /** The true number of errors. */
  long errorCount() {
    return raised.size();
  }

  /** Under STOP the raised record with the smallest path, which the block raises; else empty. */
  Optional<ErrorRecord> firstError() {
    return onError.strategy() == ErrorStrategy.STOP
        ? raised.stream().min(Paths.BY_PATH)
        : Optional.empty();
  }

  /** What the block hands to the call's list. */
  List<ErrorRecord> records() {
    List<ErrorRecord> all = new ArrayList<>(collected);
    if (onError.strategy() == ErrorStrategy.COLLECT) {
      all.addAll(raised);
    }
    return Paths.keep(all, onError);
  }
}
