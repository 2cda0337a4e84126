package dev.luminar.runtime.hook;

import java.nio.channels.Channel;
import java.util.Objects;

/**
 * A file, pipe or socket that the host opened and will close.
 *
 * @param channel readable, writable or both
 */
public record IOHandle(Channel channel) {
  /** Checks that there is one. */
  public IOHandle {
    Objects.requireNonNull(channel, "channel");
  }
}
