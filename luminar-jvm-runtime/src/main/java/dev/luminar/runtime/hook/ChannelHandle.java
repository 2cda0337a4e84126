package dev.luminar.runtime.hook;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel of byte strings of one size, as the seed's short forms use it; made by {@link
 * dev.luminar.runtime.Luminar#createChannel}.
 */
public final class ChannelHandle {
  private static final int NOT_FIXED = -1;

  private final Chan channel;
  private final AtomicInteger elementSize = new AtomicInteger(NOT_FIXED);

  /** A handle of {@code channel}, whose messages are {@code byte[]}. */
  public ChannelHandle(Chan channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  /** The channel beneath, whose messages are {@code byte[]}. */
  public Chan channel() {
    return channel;
  }

  /** Whether {@code size} is the size of the channel's elements; the first to ask fixes it. */
  public boolean fixElementSize(int size) {
    return elementSize.compareAndSet(NOT_FIXED, size) || elementSize.get() == size;
  }
}
