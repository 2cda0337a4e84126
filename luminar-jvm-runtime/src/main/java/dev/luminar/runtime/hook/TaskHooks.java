package dev.luminar.runtime.hook;

/**
 * Calls, groups and tasks.
 *
 * <p>A thread of the host that runs a function with concurrent blocks enters a call, which gives it
 * a frame of its own. A concurrent block opens a group, spawns tasks into it, joins it, looks at
 * the outcome and closes it, whatever happens in between: an owner that leaves the block early
 * joins first.
 *
 * <p>A parameter {@code task} is the caller's own: what {@link Frame#step} was given, or what
 * {@link #callEnter} gave, or null on a thread that is in no call. Only its own thread may pass it.
 * Statuses are those of {@link Status}.
 *
 * <p><b>Cancellation.</b> A task is cancelled by {@link #taskCancel} or because its group is. The
 * owner of open groups also counts as cancelled while the innermost of them is. A cancelled task's
 * operations answer CANCELLED at once. Code that sees CANCELLED leaves the innermost open region
 * through its cleanup, joins and closes its group, looks at the outcome, then asks {@link
 * #taskCheck} whether to go on leaving. Joins are never cut short.
 *
 * <p><b>Deadlock.</b> When in a call nothing is ready or running, and nothing waits for a deadline,
 * a sleep, I/O or a channel with a host end, the innermost group that holds all stuck tasks gets a
 * record of type {@code deadlock} and is cancelled. Without such a group the operation ends with
 * DEADLOCK.
 */
public interface TaskHooks {
  /** A deadline that never comes. Deadlines are absolute, by {@link TimeHooks#timeNow()}. */
  long NO_DEADLINE = Long.MAX_VALUE;

  /**
   * Enters a call on this thread. Calls of one thread may nest. Does not wait.
   *
   * @param name what the host called, for reports
   * @param place where that is in the program, as {@code file:line}
   * @return the frame under which the thread opens groups and uses blocking forms, until {@link
   *     #callLeave}
   */
  Frame callEnter(String name, String place);

  /**
   * Leaves the call. Groups that are still open, which happens only after an exception, are
   * cancelled, joined and closed first. The thread that entered.
   */
  void callLeave(Frame task);

  /**
   * Asks everything in the call to stop. Any thread, as long as the call is not left; does not
   * wait.
   */
  void callCancel(Frame task);

  /**
   * Puts a record into the call's list of collected errors, behind the path of {@code task}; {@link
   * #groupClose} does it for COLLECT and RUNTIME. The list is in the order of paths, records of
   * equal path in the order in which they came.
   */
  void callAppendError(Frame task, ErrorRecord record);

  /**
   * The true number of collected errors of the call. The call's thread, when none of its groups is
   * open.
   */
  long callErrorCount(Frame task);

  /** The records of the call's list, and an empty list from then on. As {@link #callErrorCount}. */
  ErrorRecord[] callTakeErrors(Frame task);

  /**
   * Starts {@code frame} in {@code group}; it belongs to the runtime from now on. Does not wait.
   *
   * @param starter the owner of the group, or a task in it; the entry of a task that a task spawns
   *     is added to its starter's path
   * @param ordinal of the task statement in its region, in source order
   * @param position how many-th task that statement starts
   * @return OK; CANCELLED if the group is cancelled, OUT_OF_MEMORY, NOT_RUNNING: then the frame was
   *     neither stepped nor dropped
   */
  int taskStart(Frame starter, Group group, Frame frame, long ordinal, long position);

  /**
   * Gives the task's error to its group, with the task's path in front of the record's. In a step,
   * at most once; the step then cleans up and returns {@link Step#FAILED}.
   */
  void taskFail(Frame task, ErrorRecord record);

  /**
   * As {@link #taskFail}, with {@code position} (for a worker the ordinal of its item) in the last
   * entry of the path.
   */
  void taskFailAt(Frame task, long position, ErrorRecord record);

  /**
   * Records the error of one item, with {@code position} in the last entry of the task's path. In a
   * step, any number of times.
   *
   * @return OK: go on; CANCELLED: the strategy is STOP, leave through the cleanup and return {@link
   *     Step#DONE}
   */
  int taskRecordError(Frame task, long position, ErrorRecord record);

  /**
   * Says where the task is: from now on the paths of tasks that it starts, of what its groups
   * collect, and of {@link #callAppendError} have {@code position} (for a worker the ordinal of its
   * item) in the task's entry. Its own errors keep the position that it was started with. In a
   * step, when none of its groups is open, any number of times. A runtime without this hook does
   * nothing.
   */
  default void taskSetPosition(Frame task, long position) {}

  /** The cancellation point of a loop: OK, or CANCELLED. Cheap. */
  int taskCheck(Frame task);

  /** Hides (1) or shows (-1) cancellation, around cleanup code, which may not wait. Nests. */
  void taskMask(Frame task, int change);

  /**
   * Asks one task to stop, together with the groups it has open. Any thread; OK also when it has
   * ended.
   */
  void taskCancel(Frame target);

  /**
   * Begins to wait until {@code target} has ended; its frame may then be read. In a step.
   *
   * @return OK; FAILED (its group has the record); TASK_CANCELLED; CANCELLED; or PENDING: return
   *     {@link Step#WAIT} and call {@link #taskAwaitFinish} in the next step
   */
  int taskAwaitBegin(Frame task, Frame target, long deadline);

  /** Ends {@link #taskAwaitBegin} after the event: as that without PENDING, and TIMED_OUT. */
  int taskAwaitFinish(Frame task, Frame target);

  /** The same on a thread of the host; also DEADLOCK. */
  int taskAwait(Frame task, Frame target, long deadline);

  /**
   * Says that the caller is about to call a blocking extern: until {@link #taskBlockingEnd} its
   * thread counts as none of the pool's, and a substitute steps other tasks. In a step; on a thread
   * of the host nothing happens.
   *
   * @return OK; NO_THREAD: raise an error instead of blocking
   */
  int taskBlockingBegin(Frame task);

  /** Ends a {@link #taskBlockingBegin} that answered OK. The same step. */
  void taskBlockingEnd(Frame task);

  /**
   * Opens the group of a concurrent block, owned by {@code owner}; a cancelled owner gets a
   * cancelled group. Groups of one owner nest and close in reverse order. Does not wait.
   *
   * @param strategy one of {@link Strategy}
   * @param collectMax for COLLECT and RUNTIME how many records to keep; 0 means 1024, {@link
   *     Strategy#UNBOUNDED} all
   * @param name the block's label, for reports
   * @param place where the block is, as {@code file:line}
   * @param deadline when the group is cancelled if it has not been joined; {@link #NO_DEADLINE} for
   *     never
   * @return the group; null when there is no memory
   */
  Group groupOpen(
      Frame owner, int strategy, int collectMax, String name, String place, long deadline);

  /**
   * Has tasks that still run so long after the group's deadline reported, once, by a record of type
   * {@code grace_exceeded} of the group. The owner, before the group's first task. A runtime
   * without this hook reports nothing.
   *
   * @param nanos above 0
   */
  default void groupSetGrace(Group group, long nanos) {}

  /**
   * Asks every task of the group, of the groups inside, and the owner's body, to stop. Any thread,
   * while it is open.
   */
  void groupCancel(Group group);

  /**
   * Records an error of the block's body itself, with the record's path as it is; STOP cancels. The
   * owner.
   */
  void groupFail(Group group, ErrorRecord record);

  /**
   * Begins to wait until all tasks have ended. The owner, in a step.
   *
   * @return OK, or PENDING: return {@link Step#WAIT}; when the step is called again, they have
   */
  int groupJoinBegin(Frame owner, Group group);

  /** Waits until all tasks have ended. The owner, on a thread of the host. */
  void groupJoin(Frame owner, Group group);

  /**
   * How a joined group ended. The owner.
   *
   * @return OK: go on; FAILED: the strategy is STOP and {@code groupErrorAt(group, 0)} is to be
   *     raised; CANCELLED: the owner has to leave, because it or a group around this one is
   *     cancelled
   */
  int groupOutcome(Group group);

  /** Whether the group was cancelled by its deadline. The owner, after the join. */
  boolean groupTimedOut(Group group);

  /** The true number of errors of the group. The owner, after the join. */
  long groupErrorCount(Group group);

  /** How many records {@link #groupErrorAt} can show. The owner, after the join. */
  int groupRecordCount(Group group);

  /**
   * A record of the group, smallest path first, {@code index} from 0. The owner, after the join.
   */
  ErrorRecord groupErrorAt(Group group, int index);

  /**
   * Closes a joined group; COLLECT and RUNTIME append its records to the call's list. The owner,
   * innermost group first.
   */
  void groupClose(Group group);

  /**
   * Closes a joined group whose owner leaves by an error of its own: as {@link #groupClose}, and
   * the records are dropped.
   */
  void groupDiscard(Group group);

  /**
   * Starts a task that runs to its end, outside of any call: on a virtual thread where the JDK has
   * them, on a platform thread where it has not or the descriptor says that it blocks in foreign
   * code. Any thread; does not wait.
   *
   * @return the task; null if no thread could be made
   * @throws IllegalStateException if the runtime is shut down
   */
  TaskHandle spawnTask(TaskDescriptor descriptor);

  /**
   * Waits until all of them have ended; null handles are skipped. Any thread that may block.
   *
   * @return OK; FAILED when one of them propagated an error or threw; CANCELLED if the calling
   *     run-to-end task is cancelled
   */
  int joinTasks(TaskHandle... handles);

  /** Asks each of them to stop: their blocking operations in this runtime end. Does not wait. */
  void cancelTasks(TaskHandle... handles);
}
