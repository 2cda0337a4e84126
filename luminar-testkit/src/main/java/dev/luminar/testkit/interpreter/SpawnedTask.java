package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that was spawned, as those see it who hold a reference to it. */
final class SpawnedTask {
  private final Scheduler scheduler;
  private final List<Waiter> waiters = new ArrayList<>();
  private Ending ending = Ending.NONE;
  private @Nullable Object result;
  private @Nullable Strand strand;

  SpawnedTask(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** How a task ended; NONE while it runs. */
  enum Ending {
    NONE,
    DONE,
    FAILED,
    CANCELLED
  }

  /** Somebody who waits, until the task has ended or it is asked to stop. */
  private static final class Waiter {
    final Strand strand;
    boolean isDone;

    Waiter(Strand strand) {
      this.strand = strand;
    }
  }

  void runsAs(Strand task) {
    strand = task;
  }

  /** Asks it to stop, if it has not ended. */
  void cancel() {
    if (ending == Ending.NONE && strand != null) {
      TaskGroup.cancel(scheduler, strand);
    }
  }

  void ended(Ending how, @Nullable Object value) {
    ending = how;
    result = value;
    for (Waiter waiter : waiters) {
      waiter.isDone = true;
      scheduler.wake(waiter.strand);
    }
    waiters.clear();
  }

  /** Waits until it has ended; gives how. */
  Ending await(Span at) {
    Strand me = scheduler.current();
    me.checkCancelled();
    if (ending == Ending.NONE) {
      Waiter waiter = new Waiter(me);
      waiters.add(waiter);
      String name = strand == null ? "a task" : strand.name;
      scheduler.suspend(
          new Strand.Wait("get the result of " + name, at, () -> waiters.remove(waiter)));
      if (!waiter.isDone) {
        me.checkCancelled();
      }
    }
    return ending;
  }

  /** What it returned; null if that is nothing. */
  @Nullable Object result() {
    return result;
  }
}
