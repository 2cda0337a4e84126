package dev.luminar.runtime;

/**
 * Groups and tasks. A concurrent block opens a group, spawns tasks into it, joins it and closes it, whatever happens in
 * between: also an owner that leaves the block early joins first.
 *
 * <p>A parameter {@code task} is what {@link Frame#step} was given; it may be null where the caller is no task but a
 * thread of the host. Statuses are those of {@link Status}.
 */
public interface TaskHooks {
  /**
   * Opens the group of a concurrent block. The caller becomes its owner, and until it closes the group its own operations
   * belong to the block: they are cancelled with it. Groups of one owner nest like brackets. Any task or thread; does not
   * wait.
   *
   * @param owner the task whose step calls; null on a thread of the host
   * @param strategy one of {@link Strategy}
   * @param recordsMax for COLLECT, how many records to keep; {@link Strategy#UNBOUNDED} for all
   * @param name the block's label, for reports
   * @param place where the block is, as {@code file:line}
   * @return the open group
   */
  Group groupOpen(Frame owner, int strategy, int recordsMax, String name, String place);

  /**
   * Starts {@code frame}, which belongs to the runtime from now on. The owner of the group or one of its tasks; does not
   * wait.
   *
   * @param ordinal number of the task statement in its block, in source order
   * @param position how many-th task that statement starts
   * @return OK; CANCELLED if the group is stopping (the frame is dropped and was never stepped); OUT_OF_MEMORY; SHUT_DOWN
   */
  int spawn(Group group, Frame frame, int ordinal, long position);

  /**
   * Waits until every task of the group has ended. The owner, on a thread of the host.
   *
   * @return OK; FAILED if {@link ErrorHooks#groupRecord groupRecord(group, 0)} is to be raised by the owner; CANCELLED if
   *     there is no such record and the owner itself is asked to stop
   */
  int groupJoin(Group group);

  /**
   * Begins to wait until every task of the group has ended. The owner, in a step. Not cut short by cancellation, which
   * reaches the group's tasks instead.
   *
   * @return as {@link #groupJoin}, or PENDING: return {@link Step#WAIT} and, when stepped again, whatever the event, call
   *     {@link #groupJoinFinish}
   */
  int groupJoinBegin(Frame owner, Group group);

  /** The outcome of a join that was pending. The owner, in the step after; as {@link #groupJoin}. */
  int groupJoinFinish(Frame owner, Group group);

  /** Asks every task of the group to stop, and the owner to leave the block. Any thread; does not wait. */
  void groupCancel(Group group);

  /** Gives the group back. The owner, after the join and after reading its records; at most once. */
  void groupClose(Group group);

  /**
   * Whether the caller is to leave what it is doing: it, or the block whose body it runs, was asked to stop. Cheap enough
   * for loop back-edges.
   *
   * @param task the task, or null on a thread of the host
   */
  boolean isCancelled(Frame task);

  /** Asks one task to stop. Any thread; does not wait; nothing happens to a task that has ended. */
  void cancel(Frame target);

  /**
   * Begins to wait until {@code target} has ended. A task of the same call, in a step.
   *
   * @return OK, CANCELLED, or PENDING (then as for {@link #groupJoinBegin}, with {@link #awaitFinish})
   */
  int awaitBegin(Frame task, Frame target);

  /** The outcome of an await that was pending: OK or CANCELLED. */
  int awaitFinish(Frame task, Frame target);

  /** Waits on a thread of the host until {@code target} has ended: OK, CANCELLED or DEADLOCK. */
  int await(Frame target);

  /**
   * To be called before a blocking extern: from now to {@link #blockingEnd} the thread counts as none of the runtime's,
   * and a substitute steps other tasks. In a step; nothing happens on a thread of the host.
   *
   * @return OK; LIMIT when too many threads are blocked already (the extern must not be called)
   */
  int blockingBegin(Frame task);

  /** To be called after a blocking extern for which {@link #blockingBegin} answered OK. */
  void blockingEnd(Frame task);

  /** The record that belongs to the DEADLOCK last answered to this thread of the host; null if there is none. Clears it. */
  ErrorRecord takeDeadlockRecord();

  /**
   * Starts a run-to-end task outside of any group: on a virtual thread where the JDK has them, on a platform thread where
   * it has not or the descriptor says that it blocks in foreign code. Any thread; does not wait.
   *
   * @throws IllegalStateException if the runtime is shut down
   */
  TaskHandle spawnTask(TaskDescriptor descriptor);

  /**
   * Waits until all of them have ended. Any thread that may block.
   *
   * @return OK, or CANCELLED if the waiting task was asked to stop
   */
  int joinTasks(TaskHandle... handles);

  /** Asks each of them to stop; reaches those that are blocked in an operation of this runtime. Does not wait. */
  int cancelTasks(TaskHandle... handles);
}
