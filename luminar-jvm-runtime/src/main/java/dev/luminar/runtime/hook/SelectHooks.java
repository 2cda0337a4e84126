package dev.luminar.runtime.hook;

/**
 * Select: doing one of several channel operations. The forms are those of {@link ChannelHooks}; the
 * operations stand in a {@link Selection}.
 *
 * <p>An arm can be done when its operation needs no waiting; on a closed channel it needs none. All
 * arms are looked at in one go, from the first of the policy on. When none can be done the select
 * waits for all of them, behind those who wait in the channels already, and is done by whoever
 * comes first: a partner, a close, the deadline, a cancellation. Exactly one arm is done, or none.
 */
public interface SelectHooks {
  /** A deadline that has always passed: the select does not wait. */
  long AT_ONCE = Long.MIN_VALUE;

  /**
   * Begins to select, in a step: OK, PENDING, CLOSED (the channel of the chosen arm is), CANCELLED,
   * TIMED_OUT (the deadline has passed, and no arm can be done), OUT_OF_MEMORY, INVALID_ARGUMENT
   * (no arms and no deadline). With OK and CLOSED {@link Selection#chosen} says which arm; what
   * that received lies in {@code task}. While the select is pending the selection must not change.
   */
  int selectBegin(Frame task, Selection selection, long deadline);

  /** Ends a pending select: as {@link #selectBegin} without PENDING. */
  int selectFinish(Frame task, Selection selection);

  /**
   * The same on a thread of the host or in a run-to-end task, waiting; also DEADLOCK. What was
   * received lies in {@code into}, which may be {@code task}.
   */
  int select(Frame task, Selection selection, Message into, long deadline);
}
