package dev.luminar.runtime.hook;

import java.util.Objects;

/**
 * The operations among which a select chooses, for one select. Its maker sets each arm once, gives
 * it to {@link SelectHooks}, and then looks at {@link #chosen}.
 */
public final class Selection {
  /** Arms are looked at from the first on. */
  public static final int ORDERED = 0;

  /** Arms are looked at from the one whose number is the turn, modulo their number, on. */
  public static final int ROTATING = 1;

  /** Arms are looked at from the one on that splitmix64 makes of the turn. */
  public static final int SEEDED = 2;

  /** The arm that was done, from 0. */
  public int chosen;

  private final Chan[] channels;
  private final Message[] messages;
  private final int policy;
  private final long turn;

  /**
   * A selection whose arms are not set yet.
   *
   * @param arms their number, which may be 0
   * @param policy one of the constants
   * @param turn what a rotating or seeded choice starts from
   */
  public Selection(int arms, int policy, long turn) {
    if (policy < ORDERED || policy > SEEDED) {
      throw new IllegalArgumentException("policy: " + policy);
    }
    this.channels = new Chan[arms];
    this.messages = new Message[arms];
    this.policy = policy;
    this.turn = turn;
  }

  /** Makes an arm receive. */
  public void receive(int arm, Chan channel) {
    channels[arm] = Objects.requireNonNull(channel, "channel");
  }

  /** Makes an arm send a number. */
  public void send(int arm, Chan channel, long value) {
    receive(arm, channel);
    messages[arm] = new Message();
    messages[arm].value = value;
  }

  /** Makes an arm send an object, to a channel of objects. */
  public void send(int arm, Chan channel, Object object) {
    receive(arm, channel);
    messages[arm] = new Message();
    messages[arm].object = object;
  }

  /** The number of arms. */
  public int size() {
    return channels.length;
  }

  /** The channel of an arm. */
  public Chan channel(int arm) {
    return channels[arm];
  }

  /** What an arm sends; null for one that receives. */
  public Message message(int arm) {
    return messages[arm];
  }

  /** The arm that is looked at first. */
  public int first() {
    if (channels.length == 0 || policy == ORDERED) {
      return 0;
    }
    long from = policy == ROTATING ? turn : mixed(turn);
    return (int) Long.remainderUnsigned(from, channels.length);
  }

  /** The step of splitmix64 (Steele, Lea, Flood 2014): spreads a seed over all bits. */
  private static long mixed(long seed) {
    long z = seed + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
