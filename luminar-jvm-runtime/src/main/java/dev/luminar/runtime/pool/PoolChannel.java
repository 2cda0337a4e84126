package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * A channel under one lock: a ring of messages, and those who wait. Receivers wait only while ring
 * and senders are empty, senders only while the ring is full; so never both.
 */
final class PoolChannel extends Chan implements WaitPlace {
  private final PoolParts runtime;
  private final Object lock = new Object();

  // All below is guarded by the lock.
  private final WaitQueue senders = new WaitQueue();
  private final WaitQueue receivers = new WaitQueue();
  private final Ring ring;
  private long delivered;
  private int hostEnds;
  private boolean closed;
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
    Participant receiver;
    synchronized (lock) {
      if (sender != null && sender.mustStop()) {
        return Status.CANCELLED;
      }
      if (closed) {
        return Status.CLOSED;
      }
      receiver = receivers.poll();
      if (receiver == null) {
        if (!ring.isFull()) {
          return ring.push(from) ? Status.OK : Status.OUT_OF_MEMORY;
        }
        return mayWait
            ? enter(sender, senders, hostEnds > 0, deadline, runtime.timers)
            : Status.WOULD_BLOCK;
      }
      copy(from, receiver.frame);
      receiver.waitsNoLonger(Status.OK);
    }
    receiver.wakeAndRelease();
    return Status.OK;
  }

  /**
   * Receives into {@code into}, which is the receiver's own frame if it may wait; otherwise as
   * {@link #send}.
   */
  int receive(Participant receiver, Message into, boolean mayWait, long deadline) {
    Participant sender;
    synchronized (lock) {
      if (receiver != null && receiver.mustStop()) {
        return Status.CANCELLED;
      }
      sender = senders.first();
      if (!ring.isEmpty()) {
        ring.pop(into);
        into.itemOrdinal = delivered++;
        if (sender == null) {
          return Status.OK;
        }
        ring.push(sender.frame);
      } else if (sender != null) {
        copy(sender.frame, into);
      } else if (closed) {
        return Status.CLOSED;
      } else {
        return mayWait
            ? enter(receiver, receivers, hostEnds > 0, deadline, runtime.timers)
            : Status.WOULD_BLOCK;
      }
      senders.remove(sender);
      sender.frame.object = null;
      sender.waitsNoLonger(Status.OK);
    }
    sender.wakeAndRelease();
    return Status.OK;
  }

  private void copy(Message from, Message into) {
    into.value = from.value;
    into.object = from.object;
    into.itemOrdinal = delivered++;
  }

  int close() {
    Participant woken;
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
    for (Participant each = queue.first(); each != null; each = each.waitNext) {
      if (!each.held) {
        each.held = true;
        each.activateCall();
      }
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
    for (Participant each = queue.first(); each != null; each = each.waitNext) {
      if (each.held && each.expiry == null) {
        each.held = false;
        if (each.call() != null) {
          calls.add(each.call());
        }
      }
    }
  }

  @Override
  public Object waitLock() {
    return lock;
  }

  @Override
  public void dequeue(Participant participant) {
    (senders.isEmpty() ? receivers : senders).remove(participant);
  }

  @Override
  public String describe(Participant participant) {
    synchronized (lock) {
      return (senders.isEmpty() ? "waits to receive from " : "waits to send to ")
          + Places.named("channel", name(), place());
    }
  }
}
