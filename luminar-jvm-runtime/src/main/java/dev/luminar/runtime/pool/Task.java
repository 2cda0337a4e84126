package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ErrorRecord;
import dev.luminar.runtime.hook.Event;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;

/** What the runtime keeps about one started frame. Others may wait in it until it has ended. */
final class Task extends Participant implements WaitPlace {
  final PoolGroup group;
  final long ordinal;
  final long position;

  /**
   * The path in the group of the task of the same group that started it; null when the owner did.
   */
  private final Paths.Entry starterPath;

  /** The next in the queue of the carriers; guarded by their lock. */
  Task queueNext;

  // The tasks of the group that have not ended; guarded by the group's lock.
  Task groupPrevious;
  Task groupNext;

  /** Who awaits it; null while nobody did. Guarded by the group's lock. */
  private WaitQueue awaiting;

  /** How it ended: OK, FAILED or TASK_CANCELLED; PENDING before. Guarded by the group's lock. */
  private int ending = Status.PENDING;

  // What follows belongs to the thread that steps.

  /** The position in the paths of what is inside the task, see {@link #moveTo}. */
  private long here;

  private boolean started;
  private boolean yielded;
  private boolean failed;

  /**
   * Whether a step broke off while groups were open; then they are joined here before the task
   * ends.
   */
  private boolean draining;

  Task(Frame frame, PoolGroup group, Paths.Entry starterPath, long ordinal, long position) {
    super(frame, QUEUED);
    this.group = group;
    this.starterPath = starterPath;
    this.ordinal = ordinal;
    this.position = position;
    this.here = position;
  }

  static Task ofFrame(Frame frame) {
    if (frame.attachment() instanceof Task task) {
      return task;
    }
    throw new IllegalArgumentException(
        "task: " + frame.name() + " was not started by this runtime");
  }

  @Override
  Call call() {
    return group.call;
  }

  @Override
  PoolGroup location() {
    PoolGroup open = innermost;
    return open != null ? open : group;
  }

  /** Its path in its group, with {@code position} in the last entry. */
  Paths.Entry pathInGroup(long position) {
    return new Paths.Entry(starterPath, -1, ordinal, position);
  }

  /** Its path in its group, as what is inside the task has it. */
  Paths.Entry pathOfTasks() {
    return pathInGroup(here);
  }

  /** Says which position the paths of what is inside the task have from now on. */
  void moveTo(long position) {
    if (innermost != null) {
      throw new IllegalStateException("task: " + frame.name() + " has an open group");
    }
    here = position;
  }

  @Override
  Paths.Entry path() {
    return joined(pathOfTasks(), group.owner.path());
  }

  private Paths.Entry joined(Paths.Entry inner, Paths.Entry outer) {
    boolean isFirst = inner.outer() == null;
    return new Paths.Entry(
        isFirst ? outer : joined(inner.outer(), outer),
        isFirst ? group.region : inner.region(),
        inner.ordinal(),
        inner.position());
  }

  @Override
  void wake() {
    for (; ; ) {
      int seen = word;
      if (seen == IDLE) {
        // Counted before it can be seen running, so that the count is never too low.
        group.call.activate();
        if (WORD.compareAndSet(this, IDLE, QUEUED)) {
          group.runtime.carriers.enqueue(this);
          return;
        }
        group.call.deactivate();
      } else if (seen != RUNNING || WORD.compareAndSet(this, RUNNING, NOTIFIED)) {
        return;
      }
    }
  }

  /** Runs one step on the current thread; the task was taken from the queue. */
  void run() {
    word = RUNNING;
    int result = draining ? drain() : step();
    switch (result) {
      case Step.WAIT -> {
        if (!WORD.compareAndSet(this, RUNNING, IDLE)) {
          requeue();
        } else {
          // From here on another thread may step it.
          group.call.deactivate();
        }
      }
      case Step.YIELD -> {
        yielded = true;
        requeue();
      }
      default -> end();
    }
  }

  private void requeue() {
    word = QUEUED;
    group.runtime.carriers.enqueue(this);
  }

  private int step() {
    int event = nextEvent();
    begun = false;
    int result;
    try {
      group.runtime.stats.steps.increment();
      result = frame.step(frame, event);
    } catch (Throwable thrown) {
      return threw(thrown);
    }
    if (begun != (result == Step.WAIT)) {
      return broke(
          begun
              ? "a step left a pending operation"
              : "a step returned WAIT without a pending operation");
    }
    return switch (result) {
      case Step.YIELD, Step.WAIT -> result;
      case Step.DONE -> innermost == null ? result : broke("a step ended with an open group");
      case Step.FAILED ->
          !failed
              ? broke("a step returned FAILED without an error record")
              : innermost == null ? result : broke("a step ended with an open group");
      default -> broke("a step returned " + result);
    };
  }

  private int nextEvent() {
    if (!started) {
      started = true;
      return Event.START;
    }
    if (yielded) {
      yielded = false;
      return mustStop() ? Event.CANCEL : Event.RESUME;
    }
    return switch (outcome) {
      case Status.CANCELLED -> Event.CANCEL;
      case Status.TIMED_OUT -> Event.TIMEOUT;
      default -> Event.RESUME;
    };
  }

  private int threw(Throwable thrown) {
    String type =
        thrown instanceof OutOfMemoryError
            ? "out_of_memory"
            : thrown instanceof StackOverflowError ? "recursion_too_deep" : "internal";
    return breakOff(Places.record(type, "a step threw " + thrown, frame.place(), thrown));
  }

  private int broke(String rule) {
    return breakOff(Places.record("internal", rule, frame.place(), null));
  }

  private int breakOff(ErrorRecord record) {
    if (begun) {
      abandon();
    }
    fail(position, record);
    if (innermost == null) {
      return Step.FAILED;
    }
    draining = true;
    return drain();
  }

  /**
   * Ends the groups that a broken step left open: no block ends while one of its tasks can still
   * run.
   */
  private int drain() {
    for (PoolGroup open = innermost; open != null; open = innermost) {
      open.cancel();
      if (open.joinBegin(this) == Status.PENDING) {
        return Step.WAIT;
      }
      open.close(false);
    }
    return Step.FAILED;
  }

  void fail(long position, ErrorRecord record) {
    failed = true;
    group.record(Paths.behind(pathInGroup(position), record));
  }

  private void end() {
    Call call = group.call;
    Stats stats = group.runtime.stats;
    try {
      frame.drop();
    } catch (Throwable thrown) {
      fail(position, Places.record("internal", "drop threw " + thrown, frame.place(), thrown));
    }
    stats.framesAlive.decrement();
    stats.tasksFinished.increment();
    if (failed) {
      stats.tasksFailed.increment();
    }
    Participant joiner;
    Waiter awaiters;
    synchronized (group.lock) {
      ending = failed ? Status.FAILED : cancelled && sawCancel ? Status.TASK_CANCELLED : Status.OK;
      awaiters = awaiting == null ? null : awaiting.takeAll(ending, null);
      joiner = group.remove(this);
    }
    WaitQueue.wakeAll(awaiters);
    if (joiner != null) {
      joiner.wakeAndRelease();
    }
    call.deactivate();
  }

  /** Begins to wait until it has ended. */
  int awaitBegin(Participant participant, long deadline) {
    synchronized (group.lock) {
      if (participant.mustStop()) {
        return Status.CANCELLED;
      }
      if (ending != Status.PENDING) {
        return ending;
      }
      if (awaiting == null) {
        awaiting = new WaitQueue();
      }
      return enter(participant, awaiting, false, deadline, group.runtime.timers);
    }
  }

  @Override
  public Object waitLock() {
    return group.lock;
  }

  @Override
  public void dequeue(Participant participant) {
    awaiting.remove(participant);
  }

  @Override
  public String describe(Participant participant) {
    return "waits to get the result of " + describe();
  }

  @Override
  String describe() {
    return Places.named("task", frame.name(), frame.place())
        + " at ("
        + ordinal
        + ", "
        + position
        + ")";
  }
}
