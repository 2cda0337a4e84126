package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A channel under one lock: a ring of messages, and those who wait. Receivers wait only while the
 * ring is empty, senders only while it is full; both at a time only where a select would meet
 * itself.
 */
final class PoolChannel extends Chan implements WaitPlace {
  private static final AtomicLong MADE = new AtomicLong();

  /** Orders the channels whose locks are held at a time. */
  final long number = MADE.incrementAndGet();

  private final PoolParts runtime;
  private final Object lock = new Object();

  // All below is guarded by the lock.
  private final WaitQueue senders = new WaitQueue();
  private final WaitQueue receivers = new WaitQueue();
  private final Ring ring;
  private long delivered;
  private int hostEnds;
  private boolean closed;
  private Participant partner;
  private boolean released;

  PoolChannel(PoolParts runtime, int capacity, boolean isOfObjects, String name, String place) {
    super(capacity, isOfObjects, name, place);
    this.runtime = runtime;
    this.ring = isOfObjects ? new Ring.OfObjects(capacity) : new Ring.OfLongs(capacity);
  }

  /**
   * Sends what {@code from} holds, which is the sender's own frame if it may wait.
   *
   * @param sender who asks; null for a thread outside of any call that does not wait
   * @param mayWait whether to wait until {@code deadline} when there is neither room nor receiver
   */
  int send(Participant sender, Message from, boolean mayWait, long deadline) {
    Participant partner;
    synchronized (lock) {
      if (sender != null && sender.mustStop()) {
        return Status.CANCELLED;
      }
      int status = trySend(from);
      if (status == Status.WOULD_BLOCK && mayWait) {
        return enter(sender, senders, hostEnds > 0, deadline, runtime.timers);
      }
      partner = takePartner();
      if (partner == null) {
        return status;
      }
    }
    partner.wakeAndRelease();
    return Status.OK;
  }

  /**
   * Receives into {@code into}, which is the receiver's own frame if it may wait; otherwise as
   * {@link #send}.
   */
  int receive(Participant receiver, Message into, boolean mayWait, long deadline) {
    Participant partner;
    synchronized (lock) {
      if (receiver != null && receiver.mustStop()) {
        return Status.CANCELLED;
      }
      int status = tryReceive(into);
      if (status == Status.WOULD_BLOCK && mayWait) {
        return enter(receiver, receivers, hostEnds > 0, deadline, runtime.timers);
      }
      partner = takePartner();
      if (partner == null) {
        return status;
      }
    }
    partner.wakeAndRelease();
    return Status.OK;
  }

  /**
   * Under the lock: sends if that needs no waiting: OK, WOULD_BLOCK, CLOSED, OUT_OF_MEMORY. With OK
   * there may be a partner to wake, see {@link #takePartner}.
   */
  int trySend(Message from) {
    if (closed) {
      return Status.CLOSED;
    }
    Waiter receiver = receivers.take(Status.OK);
    if (receiver != null) {
      copy(from, receiver.message());
      partner = receiver.participant();
      return Status.OK;
    }
    if (ring.isFull()) {
      return Status.WOULD_BLOCK;
    }
    return ring.push(from) ? Status.OK : Status.OUT_OF_MEMORY;
  }

  /** Under the lock: receives if that needs no waiting: OK, WOULD_BLOCK, CLOSED; as the other. */
  int tryReceive(Message into) {
    boolean isStored = !ring.isEmpty();
    if (isStored) {
      ring.pop(into);
      into.itemOrdinal = delivered++;
    }
    Waiter sender = senders.take(Status.OK);
    if (sender == null) {
      return isStored ? Status.OK : closed ? Status.CLOSED : Status.WOULD_BLOCK;
    }
    if (isStored) {
      ring.push(sender.message());
    } else {
      copy(sender.message(), into);
    }
    sender.message().object = null;
    partner = sender.participant();
    return Status.OK;
  }

  /** Under the lock: the one whose operation was done by the last attempt, to be woken. */
  Participant takePartner() {
    Participant taken = partner;
    partner = null;
    return taken;
  }

  /**
   * Under the lock: puts an arm of a select where it waits; answers whether the host can serve it.
   */
  boolean add(Waiter arm, boolean sends) {
    (sends ? senders : receivers).add(arm);
    return hostEnds > 0;
  }

  private void copy(Message from, Message into) {
    into.value = from.value;
    into.object = from.object;
    into.itemOrdinal = delivered++;
  }

  int close() {
    Waiter woken;
    synchronized (lock) {
      if (closed) {
        return Status.CLOSED;
      }
      closed = true;
      woken = receivers.takeAll(Status.CLOSED, senders.takeAll(Status.CLOSED, null));
    }
    WaitQueue.wakeAll(woken);
    return Status.OK;
  }

  int release() {
    synchronized (lock) {
      if (!senders.isEmpty() || !receivers.isEmpty()) {
        return Status.WRONG_STATE;
      }
      if (!released) {
        released = true;
        closed = true;
        ring.clear();
        runtime.stats.channelsAlive.decrement();
      }
      return Status.OK;
    }
  }

  void openHostEnd() {
    synchronized (lock) {
      if (hostEnds++ == 0) {
        hold(senders);
        hold(receivers);
      }
    }
  }

  /** Those who wait count as active from now on: the host may serve them. */
  private static void hold(WaitQueue queue) {
    for (Waiter each = queue.first(); each != null; each = each.waitNext) {
      each.hold();
    }
  }

  void closeHostEnd() {
    List<Call> calls = new ArrayList<>();
    synchronized (lock) {
      if (--hostEnds == 0) {
        unhold(senders, calls);
        unhold(receivers, calls);
      }
    }
    calls.forEach(Call::deactivate);
  }

  private static void unhold(WaitQueue queue, List<Call> calls) {
    for (Waiter each = queue.first(); each != null; each = each.waitNext) {
      Call call = each.unhold();
      if (call != null) {
        calls.add(call);
      }
    }
  }

  @Override
  public Object waitLock() {
    return lock;
  }

  @Override
  public void dequeue(Participant participant) {
    participant.queue.remove(participant);
  }

  @Override
  public String describe(Participant participant) {
    synchronized (lock) {
      return "waits to " + describe(participant.queue == senders);
    }
  }

  /** What one who sends to it, or receives from it, does, for reports. */
  String describe(boolean sends) {
    return (sends ? "send to " : "receive from ") + Places.named("channel", name(), place());
  }
}
