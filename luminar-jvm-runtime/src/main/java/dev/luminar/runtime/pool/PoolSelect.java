package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.Selection;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskHooks;
import java.util.Arrays;
import java.util.Comparator;

/**
 * One select of one participant, and the place where it waits.
 *
 * <p>It looks at its channels, and enters their queues, with the locks of all of them held, taken
 * in the order of the channels' numbers. From then on whoever wants to do one of its arms claims it
 * under its own lock, which is taken inside of a channel's; so do cancellation and deadline. The
 * arms that were not done are taken out of their queues when the participant runs again.
 */
final class PoolSelect implements WaitPlace {
  private static final int ARMS_NAMED_MAX = 8;

  private final Participant participant;
  private final Selection selection;
  private final Timers timers;

  /** Its arms in the queues; null before it waits. Written with all channels locked. */
  private Arm[] waiting;

  /** The one whose operation was done when this select began. */
  private Participant partner;

  /** How many of its arms the host can serve. Guarded by this. */
  private int served;

  PoolSelect(Participant participant, Selection selection, Timers timers) {
    this.participant = participant;
    this.selection = selection;
    this.timers = timers;
  }

  /** One arm, in the queue of its channel. */
  private static final class Arm extends Waiter {
    private final PoolSelect select;
    private final int number;
    private final Message message;

    private Arm(PoolSelect select, int number) {
      this.select = select;
      this.number = number;
      Message sent = select.selection.message(number);
      this.message = sent != null ? sent : select.participant.frame;
    }

    @Override
    Participant participant() {
      return select.participant;
    }

    @Override
    Message message() {
      return message;
    }

    @Override
    boolean claim(int outcome) {
      return select.claim(number, outcome);
    }

    @Override
    void hold() {
      select.hold();
    }

    @Override
    Call unhold() {
      return select.unhold();
    }
  }

  /** Begins: an outcome, or PENDING. */
  int begin(long deadline) {
    boolean waitsForNothing = selection.size() == 0 && deadline == TaskHooks.NO_DEADLINE;
    if (waitsForNothing) {
      return Status.INVALID_ARGUMENT;
    }
    int status = locked(channels(), 0, deadline);
    if (partner != null) {
      partner.wakeAndRelease();
      partner = null;
    }
    if (status == Status.PENDING) {
      participant.selecting = this;
    }
    return status;
  }

  private PoolChannel channel(int arm) {
    return PoolParts.channel(selection.channel(arm));
  }

  /** Its channels, each once, in the order in which all selects lock them. */
  private PoolChannel[] channels() {
    PoolChannel[] all = new PoolChannel[selection.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = channel(i);
    }
    Arrays.sort(all, Comparator.comparingLong((PoolChannel channel) -> channel.number));
    int distinct = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    return distinct == all.length ? all : Arrays.copyOf(all, distinct);
  }

  /** Goes on with the locks of all channels from {@code at} on; bound: the number of channels. */
  private int locked(PoolChannel[] channels, int at, long deadline) {
    if (at == channels.length) {
      return decide(deadline);
    }
    synchronized (channels[at].waitLock()) {
      return locked(channels, at + 1, deadline);
    }
  }

  private int decide(long deadline) {
    if (participant.mustStop()) {
      return Status.CANCELLED;
    }
    int count = selection.size();
    int first = selection.first();
    for (int i = 0; i < count; i++) {
      int arm = first + i < count ? first + i : first + i - count;
      Message sent = selection.message(arm);
      PoolChannel channel = channel(arm);
      int status = sent != null ? channel.trySend(sent) : channel.tryReceive(participant.frame);
      if (status != Status.WOULD_BLOCK) {
        selection.chosen = arm;
        partner = channel.takePartner();
        return status;
      }
    }
    return enter(deadline);
  }

  private synchronized int enter(long deadline) {
    boolean timed = deadline != TaskHooks.NO_DEADLINE;
    if (timed && deadline <= timers.now()) {
      return Status.TIMED_OUT;
    }
    participant.waitsIn(this, false);
    if (participant.mustStop()) {
      // Asked to stop while it entered; nobody can have taken it out, since that needs the lock.
      participant.waitsNoLonger(Status.CANCELLED);
      return Status.CANCELLED;
    }
    waiting = new Arm[selection.size()];
    for (int arm = 0; arm < waiting.length; arm++) {
      waiting[arm] = new Arm(this, arm);
      served += channel(arm).add(waiting[arm], selection.message(arm) != null) ? 1 : 0;
    }
    if (served > 0 || timed) {
      participant.hold();
    }
    if (timed) {
      participant.expiry = timers.expireAt(deadline, this, participant);
    }
    return Status.PENDING;
  }

  /** Somebody does an arm, or closes its channel; answers whether no other was done before. */
  private synchronized boolean claim(int arm, int outcome) {
    if (participant.waitingIn != this) {
      return false;
    }
    selection.chosen = arm;
    participant.waitsNoLonger(outcome);
    return true;
  }

  private synchronized void hold() {
    if (participant.waitingIn == this && served++ == 0) {
      participant.hold();
    }
  }

  private synchronized Call unhold() {
    return participant.waitingIn == this && --served == 0 ? participant.unhold() : null;
  }

  /** The participant runs again: its arms leave the queues that they are still in. */
  void leave() {
    participant.selecting = null;
    if (waiting == null) {
      return;
    }
    for (int arm = 0; arm < waiting.length; arm++) {
      synchronized (channel(arm).waitLock()) {
        if (waiting[arm].queue != null) {
          waiting[arm].queue.remove(waiting[arm]);
        }
      }
    }
    waiting = null;
  }

  @Override
  public Object waitLock() {
    return this;
  }

  /** Its arms leave their queues later, since that needs the locks of the channels. */
  @Override
  public void dequeue(Participant participant) {}

  @Override
  public String describe(Participant participant) {
    StringBuilder text = new StringBuilder("waits to ");
    int named = Math.min(selection.size(), ARMS_NAMED_MAX);
    for (int arm = 0; arm < named; arm++) {
      text.append(arm == 0 ? "" : " or ");
      text.append(channel(arm).describe(selection.message(arm) != null));
    }
    if (selection.size() > named) {
      text.append(" or ").append(selection.size() - named).append(" more");
    }
    return text.toString();
  }
}
