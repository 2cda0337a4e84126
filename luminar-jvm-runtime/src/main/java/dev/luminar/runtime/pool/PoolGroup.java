package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ErrorRecord;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Strategy;
import dev.luminar.runtime.hook.TaskHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A group: its tasks, their errors, and its owner, who can wait in it until all tasks have ended.
 */
final class PoolGroup extends Group implements WaitPlace {
  final PoolParts runtime;
  final Participant owner;
  final Call call;

  /** The group that the owner had open when it opened this one; null if none. */
  final PoolGroup outer;

  /** How many-th group of its owner it is. */
  final long region;

  /** Guards the lists of tasks and records, and who waits. */
  final Object lock = new Object();

  /**
   * The tasks are asked to stop, and the owner to leave the block. Written under the lock, read by
   * {@code mustStop}.
   */
  volatile boolean cancelled;

  /** How many tasks that overrun a report names. */
  private static final int LATE_NAMED_MAX = 8;

  private final int strategy;
  private final RecordKeeper keeper;
  private Task first;
  private int live;
  private boolean closed;
  private boolean timedOut;
  private Future<?> timeout;
  private long deadline = TaskHooks.NO_DEADLINE;
  private long grace;

  PoolGroup(
      PoolParts runtime,
      Participant owner,
      int strategy,
      int collectMax,
      String name,
      String place) {
    super(name, place);
    this.runtime = runtime;
    this.owner = owner;
    this.call = owner.call();
    this.outer = owner.innermost;
    this.region = owner.groupsOpened++;
    this.strategy = strategy;
    this.keeper = new RecordKeeper(strategy, collectMax);
  }

  /** Opens it; from now on its owner's operations belong to it. */
  void open(long deadline) {
    owner.innermost = this;
    runtime.stats.groupsAlive.increment();
    if (owner.cancelled || (outer != null && outer.cancelled)) {
      cancel();
    }
    if (deadline != TaskHooks.NO_DEADLINE) {
      // Nobody is stuck for good before the deadline.
      call.activate();
      synchronized (lock) {
        this.deadline = deadline;
        timeout = runtime.timers.at(deadline, this::timeOut);
      }
    }
  }

  void setGrace(long nanos) {
    synchronized (lock) {
      grace = nanos;
      if (timedOut) {
        reportLater();
      }
    }
  }

  private void reportLater() {
    long end = deadline > TaskHooks.NO_DEADLINE - grace ? TaskHooks.NO_DEADLINE : deadline + grace;
    timeout = runtime.timers.at(end, this::reportOverrun);
  }

  private void timeOut() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      timedOut = true;
      if (grace > 0) {
        reportLater();
      }
    }
    cancel();
    call.deactivate();
  }

  private void reportOverrun() {
    String message;
    synchronized (lock) {
      if (closed || live == 0) {
        return;
      }
      List<Task> late = tasks();
      String named =
          late.stream().limit(LATE_NAMED_MAX).map(Task::describe).collect(Collectors.joining(", "));
      String more =
          late.size() > LATE_NAMED_MAX ? " and " + (late.size() - LATE_NAMED_MAX) + " more" : "";
      String verb = late.size() == 1 ? " still runs " : " still run ";
      message = named + more + verb + grace / 1_000_000 + " ms after the timeout";
    }
    record(Places.record("grace_exceeded", message, place(), null));
  }

  boolean timedOut() {
    synchronized (lock) {
      return timedOut;
    }
  }

  /** The block around this one in the call; null for the outermost. */
  PoolGroup enclosing() {
    return outer != null ? outer : owner instanceof Task task ? task.group : null;
  }

  /** Adds a task, unless the group is stopping. */
  boolean add(Task task) {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("block " + name() + " is closed");
      }
      if (cancelled) {
        return false;
      }
      task.groupNext = first;
      if (first != null) {
        first.groupPrevious = task;
      }
      first = task;
      live++;
      return true;
    }
  }

  /**
   * Under the lock: a task has ended. Answers the owner if it waits for that and is to be woken.
   */
  Participant remove(Task task) {
    if (task.groupPrevious == null) {
      first = task.groupNext;
    } else {
      task.groupPrevious.groupNext = task.groupNext;
    }
    if (task.groupNext != null) {
      task.groupNext.groupPrevious = task.groupPrevious;
    }
    task.groupPrevious = null;
    task.groupNext = null;
    live--;
    if (live > 0 || owner.waitingIn != this) {
      return null;
    }
    owner.waitsNoLonger(Status.OK);
    return owner;
  }

  /** Whether it is open and everything in it was asked to stop, or is just being asked. */
  boolean isStopping() {
    synchronized (lock) {
      return cancelled && !closed;
    }
  }

  /** The tasks that have not ended. */
  List<Task> tasks() {
    synchronized (lock) {
      List<Task> tasks = new ArrayList<>(live);
      for (Task task = first; task != null; task = task.groupNext) {
        tasks.add(task);
      }
      return tasks;
    }
  }

  /** Asks the tasks to stop and the owner to leave the block. */
  void cancel() {
    synchronized (lock) {
      if (cancelled || closed) {
        return;
      }
      cancelled = true;
    }
    // Those who have still to be told are no deadlock while we tell one after the other.
    call.activate();
    for (Task task : tasks()) {
      task.cancel();
    }
    if (ownerHasItOpen()) {
      for (PoolGroup open = owner.innermost; open != null && open != this; open = open.outer) {
        open.cancel();
      }
      owner.interrupt();
    }
    call.deactivate();
  }

  private boolean ownerHasItOpen() {
    for (PoolGroup open = owner.innermost; open != null; open = open.outer) {
      if (open == this) {
        return true;
      }
    }
    return false;
  }

  /** An error of this block. */
  void record(ErrorRecord record) {
    synchronized (lock) {
      keeper.add(record);
    }
    if (strategy == Strategy.RUNTIME) {
      runtime.errors.show(record);
    } else if (strategy == Strategy.STOP) {
      cancel();
    }
  }

  boolean stopsOnError() {
    return strategy == Strategy.STOP;
  }

  /** Begins to wait until all tasks have ended: OK or PENDING. */
  int joinBegin(Participant participant) {
    if (participant != owner || participant.innermost != this) {
      throw new IllegalStateException(
          "block " + name() + " is not the innermost one that the caller has open");
    }
    synchronized (lock) {
      if (live == 0) {
        return Status.OK;
      }
      participant.waitsIn(this, false);
    }
    return participant.saw(Status.PENDING);
  }

  /** How the block ended, for its owner. */
  int outcome() {
    synchronized (lock) {
      checkJoined();
      if (stopsOnError() && keeper.count() > 0) {
        return Status.FAILED;
      }
    }
    return owner.cancelled || (outer != null && outer.cancelled) ? Status.CANCELLED : Status.OK;
  }

  private void checkJoined() {
    if (live > 0) {
      throw new IllegalStateException("block " + name() + " was not joined");
    }
  }

  /**
   * Closes it; {@code append} says whether its records go to the call's list, where the strategy
   * wants that.
   */
  void close(boolean append) {
    boolean hadDeadline = false;
    synchronized (lock) {
      checkJoined();
      if (closed || owner.innermost != this) {
        throw new IllegalStateException(
            "block " + name() + " is not the innermost open one of its owner");
      }
      closed = true;
      if (timeout != null) {
        timeout.cancel(false);
        hadDeadline = !timedOut;
      }
      if (append && strategy != Strategy.STOP && strategy != Strategy.IGNORE) {
        call.append(owner.path(), region, keeper.sorted(), keeper.count());
      }
    }
    if (hadDeadline) {
      call.deactivate();
    }
    owner.innermost = outer;
    runtime.stats.groupsAlive.decrement();
  }

  long errorCount() {
    synchronized (lock) {
      return keeper.count();
    }
  }

  int recordCount() {
    synchronized (lock) {
      return keeper.sorted().length;
    }
  }

  ErrorRecord record(int index) {
    synchronized (lock) {
      return keeper.sorted()[index];
    }
  }

  @Override
  public Object waitLock() {
    return lock;
  }

  @Override
  public void dequeue(Participant participant) {}

  /** A join is not cut short: the block's tasks are asked to stop instead. */
  @Override
  public void cancelWait(Participant participant) {}

  @Override
  public String describe(Participant participant) {
    return "waits to join " + Places.named("block", name(), place());
  }
}
