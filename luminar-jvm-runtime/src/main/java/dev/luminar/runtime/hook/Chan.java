package dev.luminar.runtime.hook;

/** A channel; made by {@link ChannelHooks#channelCreate}. A runtime extends it with its own. */
public abstract class Chan {
  private final String name;
  private final String place;
  private final int capacity;
  private final boolean objects;

  /**
   * An empty, open channel.
   *
   * @param capacity how many messages it holds; 0 hands each over from sender to receiver
   * @param objects whether messages are objects; else {@code long}s
   * @param name its name in the program
   * @param place where it is declared, as {@code file:line}
   */
  protected Chan(int capacity, boolean objects, String name, String place) {
    this.name = name;
    this.place = place;
    this.capacity = capacity;
    this.objects = objects;
  }

  /** Its name in the program. */
  public final String name() {
    return name;
  }

  /** Where it is declared, as {@code file:line}. */
  public final String place() {
    return place;
  }

  /** How many messages it holds; 0 for a rendezvous. */
  public final int capacity() {
    return capacity;
  }

  /** Whether messages are objects; else they are {@code long}s. */
  public final boolean isOfObjects() {
    return objects;
  }
}
