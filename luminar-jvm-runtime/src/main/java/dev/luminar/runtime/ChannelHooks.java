package dev.luminar.runtime;

/**
 * Channels. An operation comes in three forms: begin and finish, for steps; blocking, for threads of the host and
 * run-to-end tasks; trying (offer, poll), for all.
 *
 * <p>One message goes to exactly one receiver, in the order in which the channel took them. An operation is done (OK),
 * not started (CLOSED, CANCELLED, WOULD_BLOCK), or pending until it is one of these; a message not delivered is still
 * in {@link Message#value} or {@link Message#object} of the sender's frame. A task has at most one pending operation.
 */
public interface ChannelHooks {
  /**
   * Makes a channel. Any thread; does not wait.
   *
   * @param capacity how many messages it holds, from 0 (rendezvous); room is taken as it fills
   * @param objects whether messages are objects; else {@code long}s
   * @param name its name in the program, for reports
   * @param place where it is declared, as {@code file:line}
   * @return the channel; null when {@code capacity} is negative or above {@link Integer#MAX_VALUE}
   */
  Chan channelCreate(long capacity, boolean objects, String name, String place);

  /**
   * Begins to send. In a step.
   *
   * @return OK; CLOSED; CANCELLED; or PENDING: return {@link Step#WAIT} and call {@link #sendFinish} in the next step
   */
  int sendBegin(Frame task, Chan channel, long value);

  /** As {@link #sendBegin}, for a channel of objects. */
  int sendObjectBegin(Frame task, Chan channel, Object object);

  /** The outcome of a send that was pending, of either kind: OK, CLOSED or CANCELLED. In the step after. */
  int sendFinish(Frame task, Chan channel);

  /**
   * Begins to receive. In a step. On OK the message and its ordinal are in {@code task}.
   *
   * @return OK; CLOSED (and drained); CANCELLED; or PENDING, then as for {@link #sendBegin}, with {@link #receiveFinish}
   */
  int receiveBegin(Frame task, Chan channel);

  /** The outcome of a receive that was pending: OK (message and ordinal are in {@code task}), CLOSED or CANCELLED. */
  int receiveFinish(Frame task, Chan channel);

  /**
   * Gives up the pending operation of {@code task}, if it has one. In a step.
   *
   * @return CANCELLED if it did not happen; else its outcome, which then counts
   */
  int operationAbandon(Frame task, Chan channel);

  /** Sends, waiting as long as it takes: OK, CLOSED, CANCELLED or DEADLOCK. A thread of the host or a run-to-end task. */
  int send(Chan channel, long value);

  /** As {@link #send}, for a channel of objects. */
  int sendObject(Chan channel, Object object);

  /** Receives into {@code into}, waiting as long as it takes: OK, CLOSED, CANCELLED or DEADLOCK. Who may: as {@link #send}. */
  int receive(Chan channel, Message into);

  /** Sends if that needs no waiting: OK, WOULD_BLOCK, CLOSED or CANCELLED. {@code task} is null on a thread of the host. */
  int offer(Frame task, Chan channel, long value);

  /** As {@link #offer}, for a channel of objects. */
  int offerObject(Frame task, Chan channel, Object object);

  /** Receives into {@code into} if that needs no waiting: OK, WOULD_BLOCK, CLOSED or CANCELLED. */
  int poll(Frame task, Chan channel, Message into);

  /**
   * Closes: waiting senders and later ones get CLOSED, receivers get what is left and then CLOSED. Any thread.
   *
   * @return OK; CLOSED if it was closed already
   */
  int close(Chan channel);

  /**
   * The scope that declared the channel ends: it is closed, and what it holds is let go. Its owner, once nobody else can
   * reach it.
   */
  void channelRelease(Chan channel);

  /**
   * Opens an end that the host holds: until it is released, a task that waits in this channel is not stuck. Any thread.
   *
   */
  HostEnd hostEnd(Chan channel);

  /** Sends with a timeout from now; TIMED_OUT if it passes first. Who may: as {@link #send}. */
  int sendTimed(Chan channel, Message from, long timeoutNanos);

  /** Receives with a timeout from now; TIMED_OUT if it passes first. Who may: as {@link #send}. */
  int receiveTimed(Chan channel, Message into, long timeoutNanos);

  /** A host end of {@code channel} is gone. Called by {@link HostEnd#close()} once. */
  void hostEndReleased(Chan channel);
}
