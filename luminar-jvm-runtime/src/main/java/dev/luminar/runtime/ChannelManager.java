package dev.luminar.runtime;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ChannelHooks;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskHooks;
import java.util.Objects;

/**
 * The service of a {@link RuntimeLayer} that makes, uses and closes channels of objects. Any
 * thread.
 */
public final class ChannelManager {
  private final ChannelHooks hooks;

  ChannelManager(ChannelHooks hooks) {
    this.hooks = Objects.requireNonNull(hooks, "hooks");
  }

  /**
   * Makes a channel.
   *
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  public Chan createChannel(int capacity, String name) {
    Chan channel =
        hooks.channelCreate(null, capacity, true, Objects.requireNonNull(name, "name"), "");
    if (channel == null) {
      throw new IllegalArgumentException("capacity must not be negative, but is " + capacity);
    }
    return channel;
  }

  /**
   * Sends, waiting as long as it takes; false if the channel is closed or the caller asked to stop.
   */
  public boolean sendChannel(Chan channel, Object object) {
    Objects.requireNonNull(channel, "channel");
    return hooks.channelSendObject(null, channel, object, TaskHooks.NO_DEADLINE) == Status.OK;
  }

  /**
   * Receives, waiting as long as it takes; false if the channel is closed and drained or the caller
   * asked to stop.
   */
  public boolean recvChannel(Chan channel, Message into) {
    Objects.requireNonNull(channel, "channel");
    return hooks.channelReceive(
            null, channel, Objects.requireNonNull(into, "into"), TaskHooks.NO_DEADLINE)
        == Status.OK;
  }

  /** Closes; false if it was closed already. */
  public boolean closeChannel(Chan channel) {
    return hooks.channelClose(null, Objects.requireNonNull(channel, "channel")) == Status.OK;
  }

  /** Gives the channel back, once nobody uses it any more. */
  public void releaseChannel(Chan channel) {
    hooks.channelRelease(Objects.requireNonNull(channel, "channel"));
  }
}
