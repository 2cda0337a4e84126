package dev.luminar.plan.code;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.SelectPolicy;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Statements that call a runtime.
 *
 * <p>One that may have to wait carries a {@code suspension}: in a STEP routine its number, from 1;
 * in other routines 0, and it blocks the calling thread. In a STEP routine it also has a label that
 * leads out when the task was cancelled while it waited, or before.
 */
public sealed interface TaskCode extends Code {

  /** Starts the default runtime if no call has done so; a failure raises {@code failure}. */
  record StartRuntime(Code.Raise failure) implements TaskCode {
    /** Checks the components. */
    public StartRuntime {
      requireNonNull(failure, "failure");
    }
  }

  /**
   * Creates a channel.
   *
   * @param channel the local that takes it
   * @param capacity i64, 0 for rendezvous, resolved; a value out of range raises {@code failure}
   * @param name for reports
   */
  record NewChannel(Local channel, PlanType element, Val capacity, String name, Code.Raise failure)
      implements TaskCode {
    /** Checks the components. */
    public NewChannel {
      requireNonNull(channel, "channel");
      requireNonNull(element, "element");
      requireNonNull(capacity, "capacity");
      requireNonNull(name, "name");
      requireNonNull(failure, "failure");
    }
  }

  /** Creates {@code count} (i64) channels. */
  record NewChannels(
      Local channels,
      PlanType element,
      Val count,
      Val capacity,
      String name,
      Code.Raise badCount,
      Code.Raise failure)
      implements TaskCode {
    /** Checks the components. */
    public NewChannels {
      requireNonNull(channels, "channels");
      requireNonNull(element, "element");
      requireNonNull(count, "count");
      requireNonNull(capacity, "capacity");
      requireNonNull(name, "name");
      requireNonNull(badCount, "badCount");
      requireNonNull(failure, "failure");
    }
  }

  /** Brings a channel (or channels) local to life, holding nothing. */
  record NoChannel(Local channel) implements TaskCode {
    /** Checks the components. */
    public NoChannel {
      requireNonNull(channel, "channel");
    }
  }

  /** Frees a channel or an array of them, and what it holds; holding nothing is fine. */
  record ReleaseChannel(Local channel) implements TaskCode {
    /** Checks the components. */
    public ReleaseChannel {
      requireNonNull(channel, "channel");
    }
  }

  /**
   * Sends; on a closed channel raises {@code closed}.
   *
   * @param message the local that holds the value; in a STEP routine it is in the frame, since the
   *     receiver may take it from there while the task waits
   * @param failure raised when the runtime has no memory for the message
   */
  record Send(
      Val channel,
      Local message,
      int suspension,
      Optional<Label> cancelled,
      Code.Raise closed,
      Code.Raise failure)
      implements TaskCode {
    /** Checks the components. */
    public Send {
      requireNonNull(channel, "channel");
      requireNonNull(message, "message");
      requireNonNull(cancelled, "cancelled");
      requireNonNull(closed, "closed");
      requireNonNull(failure, "failure");
    }
  }

  /**
   * Receives.
   *
   * @param value takes the value, the type's zero when there is none; in a STEP routine it is in
   *     the frame, since the sender may put it there while the task waits
   * @param ok takes whether there was one; false says closed and drained
   * @param ordinal takes the ordinal of the item in its channel (i64, from 0)
   */
  record Receive(
      Local value,
      Local ok,
      Optional<Local> ordinal,
      Val channel,
      int suspension,
      Optional<Label> cancelled)
      implements TaskCode {
    /** Checks the components. */
    public Receive {
      requireNonNull(value, "value");
      requireNonNull(ok, "ok");
      requireNonNull(ordinal, "ordinal");
      requireNonNull(channel, "channel");
      requireNonNull(cancelled, "cancelled");
    }
  }

  /** Sends if that needs no waiting; {@code done} says whether. Raises {@code closed}. */
  record Offer(Local done, Val channel, Val value, Code.Raise closed) implements TaskCode {
    /** Checks the components. */
    public Offer {
      requireNonNull(done, "done");
      requireNonNull(channel, "channel");
      requireNonNull(value, "value");
      requireNonNull(closed, "closed");
    }
  }

  /** Receives if that needs no waiting. */
  record Poll(Local value, Local ok, Val channel) implements TaskCode {
    /** Checks the components. */
    public Poll {
      requireNonNull(value, "value");
      requireNonNull(ok, "ok");
      requireNonNull(channel, "channel");
    }
  }

  /**
   * Does the first of several operations that can be done, in the order of a policy; waits for one
   * as long as none can.
   *
   * @param arms the operations, in source order; at least one
   * @param policy ORDERED looks at them from the first on, ROTATING from the one of number {@code
   *     turn} modulo their number on, SEEDED from the one that splitmix64 makes of {@code turn}
   * @param turn i64
   * @param timeout i64, not negative: the nanoseconds after which it gives up; 0: it does not wait
   * @param chosen takes the number of the arm that was done (i32), or -1 after the timeout
   * @param closed takes whether the channel of that arm is closed, so that nothing was sent or
   *     received
   * @param failure raised when the runtime has no memory for the wait
   */
  record Select(
      ImmutableList<SelectArm> arms,
      SelectPolicy.Kind policy,
      Val turn,
      Optional<Val> timeout,
      Local chosen,
      Local closed,
      int suspension,
      Optional<Label> cancelled,
      Code.Raise failure)
      implements TaskCode {
    /** Checks the components. */
    public Select {
      requireNonNull(arms, "arms");
      requireNonNull(policy, "policy");
      requireNonNull(turn, "turn");
      requireNonNull(timeout, "timeout");
      requireNonNull(chosen, "chosen");
      requireNonNull(closed, "closed");
      requireNonNull(cancelled, "cancelled");
      requireNonNull(failure, "failure");
    }

    /** The locals that take what arms receive, each once: arms of one element type may share. */
    public ImmutableList<Local> received() {
      return arms.reject(SelectArm::isSend).collect(SelectArm::message).distinct();
    }
  }

  /**
   * An operation of a select.
   *
   * @param isSend whether it sends; else it receives
   * @param message what is sent, or what takes the received value: the type's zero if this arm is
   *     not the one that was done, or its channel is closed; in a STEP routine in the frame
   */
  record SelectArm(boolean isSend, Val channel, Local message) {
    /** Checks the components. */
    public SelectArm {
      requireNonNull(channel, "channel");
      requireNonNull(message, "message");
    }
  }

  /** Closes; closing a closed channel raises {@code closed}. */
  record Close(Val channel, Code.Raise closed) implements TaskCode {
    /** Checks the components. */
    public Close {
      requireNonNull(channel, "channel");
      requireNonNull(closed, "closed");
    }
  }

  /** Opens the group of a task region. */
  record OpenGroup(Local group, int region, Code.Raise noMemory) implements TaskCode {
    /** Checks the components. */
    public OpenGroup {
      requireNonNull(group, "group");
      requireNonNull(noMemory, "noMemory");
    }
  }

  /**
   * Creates a task in a group, fills in its frame, and starts it. References to tasks among the
   * captures are shared: the task gets some of its own.
   *
   * @param routine a STEP routine
   * @param captures in the order of its parameters
   * @param reference takes a reference to the task; present where the frame says that it is
   *     referred to
   * @param cancelled where to go, without a task, when the group is stopping; without, on
   */
  record StartTask(
      Local group,
      int routine,
      Val ordinal,
      Val position,
      ImmutableList<Val> captures,
      Optional<Local> reference,
      Optional<Label> cancelled,
      Code.Raise noMemory)
      implements TaskCode {
    /** Checks the components. */
    public StartTask {
      requireNonNull(group, "group");
      requireNonNull(ordinal, "ordinal");
      requireNonNull(position, "position");
      requireNonNull(captures, "captures");
      requireNonNull(reference, "reference");
      requireNonNull(cancelled, "cancelled");
      requireNonNull(noMemory, "noMemory");
    }

    /** Starts a task that nobody refers to. */
    public StartTask(
        Local group,
        int routine,
        Val ordinal,
        Val position,
        ImmutableList<Val> captures,
        Code.Raise noMemory) {
      this(
          group,
          routine,
          ordinal,
          position,
          captures,
          Optional.empty(),
          Optional.empty(),
          noMemory);
    }
  }

  /**
   * Waits until a task has ended and takes its result.
   *
   * @param result takes it; in a STEP routine it is in the frame
   * @param failed raised if the task failed: its own error is in its group
   * @param stopped raised if the task was asked to stop and has no result
   */
  record AwaitTask(
      Optional<Local> result,
      Val task,
      int suspension,
      Optional<Label> cancelled,
      Code.Raise failed,
      Code.Raise stopped)
      implements TaskCode {
    /** Checks the components. */
    public AwaitTask {
      requireNonNull(result, "result");
      requireNonNull(task, "task");
      requireNonNull(cancelled, "cancelled");
      requireNonNull(failed, "failed");
      requireNonNull(stopped, "stopped");
    }
  }

  /** Asks a task to stop; an empty reference is fine. */
  record CancelTask(Val task) implements TaskCode {
    /** Checks the components. */
    public CancelTask {
      requireNonNull(task, "task");
    }
  }

  /**
   * Makes an array of empty references to tasks.
   *
   * @param count i64, not negative
   */
  record NewTasks(Local tasks, Val count, Code.Raise noMemory) implements TaskCode {
    /** Checks the components. */
    public NewTasks {
      requireNonNull(tasks, "tasks");
      requireNonNull(count, "count");
      requireNonNull(noMemory, "noMemory");
    }
  }

  /** Puts another reference to {@code task} into an array, in place of what is there. */
  record PutTask(Val tasks, Val index, Val task) implements TaskCode {
    /** Checks the components. */
    public PutTask {
      requireNonNull(tasks, "tasks");
      requireNonNull(index, "index");
      requireNonNull(task, "task");
    }
  }

  /** Takes another reference to what an element of an array refers to; none raises {@code none}. */
  record TakeTask(Local into, Val tasks, Val index, Code.Raise none) implements TaskCode {
    /** Checks the components. */
    public TakeTask {
      requireNonNull(into, "into");
      requireNonNull(tasks, "tasks");
      requireNonNull(index, "index");
      requireNonNull(none, "none");
    }
  }

  /** Brings a reference to a task, or an array of them, to life, holding nothing. */
  record NoTask(Local task) implements TaskCode {
    /** Checks the components. */
    public NoTask {
      requireNonNull(task, "task");
    }
  }

  /** Gives up a reference to a task, or an array of them; holding nothing is fine. */
  record ReleaseTask(Local task) implements TaskCode {
    /** Checks the components. */
    public ReleaseTask {
      requireNonNull(task, "task");
    }
  }

  /**
   * Waits until all tasks of the group have ended, hands its records to the call (STOP: raises the
   * first; COLLECT: appends), and frees it. A cancelled owner still waits for its tasks, which were
   * cancelled with it, and then goes on at {@code cancelled}.
   *
   * @param abandon whether the owner leaves the block by an error: then the tasks are asked to stop
   *     first, records are dropped, nothing is raised, the error in the context stays as it is, and
   *     {@code cancelled} is not used
   * @param timedOut takes whether the group was stopped by its timeout (bool), which is then what
   *     is raised behind this: of its records only one of type {@code grace_exceeded} still is
   * @param errorCount takes the true number of errors (i64)
   */
  record JoinGroup(
      Local group,
      int region,
      boolean abandon,
      int suspension,
      Optional<Label> cancelled,
      Optional<Local> timedOut,
      Optional<Local> errorCount)
      implements TaskCode {
    /** Checks the components. */
    public JoinGroup {
      requireNonNull(group, "group");
      requireNonNull(cancelled, "cancelled");
      requireNonNull(timedOut, "timedOut");
      requireNonNull(errorCount, "errorCount");
    }
  }

  /**
   * Waits for a time; one that is not above 0 is over at once.
   *
   * @param nanos i64, not negative
   * @param failure raised when the runtime has no memory for the wait
   */
  record Sleep(Val nanos, int suspension, Optional<Label> cancelled, Code.Raise failure)
      implements TaskCode {
    /** Checks the components. */
    public Sleep {
      requireNonNull(nanos, "nanos");
      requireNonNull(cancelled, "cancelled");
      requireNonNull(failure, "failure");
    }
  }

  /**
   * Asks all tasks of an open group to stop, and its owner to leave the block. The group is the
   * routine's own, or that of a block around the task. A CheckCancelled follows.
   */
  record CancelGroup(Local group) implements TaskCode {
    /** Checks the components. */
    public CancelGroup {
      requireNonNull(group, "group");
    }
  }

  /**
   * In a STEP routine: lets other tasks run, and goes to {@code cancelled} if the task was asked to
   * stop.
   */
  record Yield(int suspension, Label cancelled) implements TaskCode {
    /** Checks the components. */
    public Yield {
      requireNonNull(cancelled, "cancelled");
    }
  }

  /**
   * Goes to {@code cancelled} if the task, or the block that the calling thread is in, was asked to
   * stop.
   */
  record CheckCancelled(Label cancelled) implements TaskCode {
    /** Checks the components. */
    public CheckCancelled {
      requireNonNull(cancelled, "cancelled");
    }
  }

  /**
   * Around a cleanup: from here on the runtime hides from the task that it was asked to stop, or
   * shows it again.
   */
  record MaskCancel(boolean hides) implements TaskCode {}

  /**
   * In the handler of a worker's item, under COLLECT and IGNORE: records the error in the context
   * for the item with that ordinal (i64), clears the context and goes on.
   */
  record RecordItem(Val item) implements TaskCode {
    /** Checks the components. */
    public RecordItem {
      requireNonNull(item, "item");
    }
  }

  /**
   * In a handler of a STEP routine: reports the error in the context as the task's failure and
   * clears the context. A Finish follows.
   *
   * @param item in a worker the ordinal of the item (i64) that takes the place of the task's own
   *     position in the error's path
   */
  record FailTask(Optional<Val> item) implements TaskCode {
    /** Checks the components. */
    public FailTask {
      requireNonNull(item, "item");
    }
  }

  /**
   * Ends a STEP routine: the step returns DONE, or FAILED after a FailTask.
   *
   * @param result what the routine returns, for those who refer to the task; empty if it failed
   */
  record Finish(boolean failed, Optional<Val> result) implements TaskCode {
    /** Checks the components. */
    public Finish {
      requireNonNull(result, "result");
    }

    /** Ends a routine that returns nothing, or failed. */
    public Finish(boolean failed) {
      this(failed, Optional.empty());
    }
  }
}
