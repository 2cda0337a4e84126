package dev.luminar.runtime.hook;

/**
 * Channels. An operation comes in three forms: begin and finish, for steps; blocking, for threads
 * of the host and run-to-end tasks; trying (offer, poll), for all.
 *
 * <p>Messages are {@code long}s or, in a channel of objects, objects: sends have one form for each,
 * all else is the same. In a step a message lies in the frame ({@link Message#value} or {@link
 * Message#object}), and the partner copies it directly. One message goes to exactly one receiver,
 * in the order in which the channel took them.
 *
 * <p>{@code begin} mostly ends the operation at once. When it answers PENDING, the step stores its
 * state and returns {@link Step#WAIT}; when it is called again, it calls {@code finish}, whose
 * status is the truth, whatever the event. At most one operation of a task is pending. Who {@code
 * task} is: see {@link TaskHooks}. Deadlines: {@link TaskHooks#NO_DEADLINE}.
 */
public interface ChannelHooks {
  /**
   * Makes a channel. Any thread; does not wait.
   *
   * @param task the maker; null for a channel of the host
   * @param capacity how many messages it holds; 0 is a rendezvous, -1 takes the configured default;
   *     room is taken as needed
   * @param objects whether messages are objects; else {@code long}s
   * @param name its name in the program, for reports
   * @param place where it is declared, as {@code file:line}
   * @return the channel; null for a capacity below -1 or above {@link #CAPACITY_MAX}, or when there
   *     is no memory
   */
  Chan channelCreate(Frame task, long capacity, boolean objects, String name, String place);

  /** The largest capacity. */
  long CAPACITY_MAX = (1L << 30) - 1;

  /**
   * Closes it and lets go of what it holds. Its maker, when nobody uses it any more.
   *
   * @return OK; WRONG_STATE while somebody waits in it, and then nothing happened
   */
  int channelRelease(Chan channel);

  /**
   * Closes: messages in it can still be received, everybody who waits is woken. Any thread.
   *
   * @return OK; CLOSED: it already was
   */
  int channelClose(Frame task, Chan channel);

  /**
   * Gives the host an end: until it is closed, tasks that wait in the channel are never part of a
   * deadlock. Any thread.
   */
  HostEnd channelHostEnd(Chan channel);

  /** An end of the host is gone. Called by {@link HostEnd#close()}, once. */
  void channelDropHostEnd(Chan channel);

  /**
   * Begins to send, in a step: OK, PENDING, CLOSED, CANCELLED, TIMED_OUT (deadline already past),
   * OUT_OF_MEMORY.
   */
  int channelSendBegin(Frame task, Chan channel, long value, long deadline);

  /** As {@link #channelSendBegin}, in a channel of objects. */
  int channelSendObjectBegin(Frame task, Chan channel, Object object, long deadline);

  /** Ends a pending send of either kind: OK, CLOSED, UNDELIVERED (cancelled), TIMED_OUT. */
  int channelSendFinish(Frame task, Chan channel);

  /**
   * Begins to receive, in a step: OK, PENDING, CLOSED (and empty), CANCELLED, TIMED_OUT. With OK,
   * message and ordinal lie in {@code task}.
   */
  int channelReceiveBegin(Frame task, Chan channel, long deadline);

  /**
   * Ends a pending receive: OK (message and ordinal lie in {@code task}), CLOSED, CANCELLED,
   * TIMED_OUT.
   */
  int channelReceiveFinish(Frame task, Chan channel);

  /**
   * Takes back a begun send or receive instead of waiting for it. The step that began it.
   *
   * @return OK: too late, it was done; CANCELLED: taken back; CLOSED; TIMED_OUT; WRONG_STATE:
   *     nothing was begun
   */
  int channelAbandon(Frame task, Chan channel);

  /** Sends, waiting: OK, CLOSED, CANCELLED, UNDELIVERED, TIMED_OUT, DEADLOCK, OUT_OF_MEMORY. */
  int channelSend(Frame task, Chan channel, long value, long deadline);

  /** As {@link #channelSend}, in a channel of objects. */
  int channelSendObject(Frame task, Chan channel, Object object, long deadline);

  /**
   * Receives into {@code into} (which may be {@code task}), waiting: OK, CLOSED, CANCELLED,
   * TIMED_OUT, DEADLOCK.
   */
  int channelReceive(Frame task, Chan channel, Message into, long deadline);

  /** Sends if that needs no waiting: OK, WOULD_BLOCK, CLOSED, CANCELLED, OUT_OF_MEMORY. */
  int channelOffer(Frame task, Chan channel, long value);

  /** As {@link #channelOffer}, in a channel of objects. */
  int channelOfferObject(Frame task, Chan channel, Object object);

  /**
   * Receives into {@code into} (which may be {@code task}) if that needs no waiting: OK,
   * WOULD_BLOCK, CLOSED, CANCELLED.
   */
  int channelPoll(Frame task, Chan channel, Message into);
}
