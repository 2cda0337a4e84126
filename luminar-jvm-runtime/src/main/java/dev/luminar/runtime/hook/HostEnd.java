package dev.luminar.runtime.hook;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An end of a channel in the hands of the host: feeds or drains a running block. As long as it is
 * open, tasks that wait in the channel are not stuck. Any thread may use it.
 */
public final class HostEnd implements AutoCloseable {
  private final ChannelHooks hooks;
  private final Chan channel;
  private final AtomicBoolean released = new AtomicBoolean();

  /** An end of {@code channel}; for runtimes, which count it open before. */
  public HostEnd(ChannelHooks hooks, Chan channel) {
    this.hooks = Objects.requireNonNull(hooks, "hooks");
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  /** The channel. */
  public Chan channel() {
    return channel;
  }

  /** Sends a scalar, waiting as long as it takes: OK, CLOSED or CANCELLED of {@link Status}. */
  public int send(long value) {
    checkOpen();
    return hooks.channelSend(null, channel, value, TaskHooks.NO_DEADLINE);
  }

  /** Sends an object, waiting as long as it takes. */
  public int sendObject(Object object) {
    requireNonNull(object, "object");
    checkOpen();
    return hooks.channelSendObject(null, channel, object, TaskHooks.NO_DEADLINE);
  }

  /** Receives, waiting as long as it takes. */
  public int receive(Message into) {
    checkOpen();
    return hooks.channelReceive(null, channel, into, TaskHooks.NO_DEADLINE);
  }

  /** Sends a scalar if that needs no waiting. */
  public int offer(long value) {
    checkOpen();
    return hooks.channelOffer(null, channel, value);
  }

  /** Sends an object if that needs no waiting. */
  public int offerObject(Object object) {
    requireNonNull(object, "object");
    checkOpen();
    return hooks.channelOfferObject(null, channel, object);
  }

  /** Receives if that needs no waiting. */
  public int poll(Message into) {
    checkOpen();
    return hooks.channelPoll(null, channel, into);
  }

  /** Sends a scalar, waiting until {@code deadline} of {@link TimeHooks#timeNow()}. */
  public int send(long value, long deadline) {
    checkOpen();
    return hooks.channelSend(null, channel, value, deadline);
  }

  /** Sends an object, waiting until {@code deadline}. */
  public int sendObject(Object object, long deadline) {
    requireNonNull(object, "object");
    checkOpen();
    return hooks.channelSendObject(null, channel, object, deadline);
  }

  /** Receives, waiting until {@code deadline}. */
  public int receive(Message into, long deadline) {
    checkOpen();
    return hooks.channelReceive(null, channel, into, deadline);
  }

  /** Closes the channel itself: no more messages. The end stays open until {@link #close()}. */
  public int closeChannel() {
    checkOpen();
    return hooks.channelClose(null, channel);
  }

  /** Lets go of the end; the channel stays as it is. A second time does nothing. */
  @Override
  public void close() {
    if (released.compareAndSet(false, true)) {
      hooks.channelDropHostEnd(channel);
    }
  }

  private void checkOpen() {
    if (released.get()) {
      throw new IllegalStateException("the host end of channel " + channel.name() + " is closed");
    }
  }
}
