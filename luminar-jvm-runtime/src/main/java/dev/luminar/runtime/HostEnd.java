package dev.luminar.runtime;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An end of a channel in the hands of the host: feeds or drains a running block. As long as it is open, tasks that wait in
 * the channel are not stuck. Any thread may use it.
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
    return hooks.send(channel, value);
  }

  /** Sends an object, waiting as long as it takes. */
  public int sendObject(Object object) {
    checkOpen();
    return hooks.sendObject(channel, object);
  }

  /** Receives, waiting as long as it takes. */
  public int receive(Message into) {
    checkOpen();
    return hooks.receive(channel, into);
  }

  /** Sends a scalar if that needs no waiting. */
  public int offer(long value) {
    checkOpen();
    return hooks.offer(null, channel, value);
  }

  /** Sends an object if that needs no waiting. */
  public int offerObject(Object object) {
    checkOpen();
    return hooks.offerObject(null, channel, object);
  }

  /** Receives if that needs no waiting. */
  public int poll(Message into) {
    checkOpen();
    return hooks.poll(null, channel, into);
  }

  /** Sends what {@code from} holds, waiting at most {@code timeoutNanos}. */
  public int sendTimed(Message from, long timeoutNanos) {
    checkOpen();
    return hooks.sendTimed(channel, from, timeoutNanos);
  }

  /** Receives, waiting at most {@code timeoutNanos}. */
  public int receiveTimed(Message into, long timeoutNanos) {
    checkOpen();
    return hooks.receiveTimed(channel, into, timeoutNanos);
  }

  /** Closes the channel itself: no more messages. The end stays open until {@link #close()}. */
  public int closeChannel() {
    checkOpen();
    return hooks.close(channel);
  }

  /** Lets go of the end; the channel stays as it is. A second time does nothing. */
  @Override
  public void close() {
    if (released.compareAndSet(false, true)) {
      hooks.hostEndReleased(channel);
    }
  }

  private void checkOpen() {
    if (released.get()) {
      throw new IllegalStateException("the host end of channel " + channel.name() + " is closed");
    }
  }
}
