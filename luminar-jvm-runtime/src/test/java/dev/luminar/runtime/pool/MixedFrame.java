package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends or receives in every way there is, and counts what was done. */
final class MixedFrame extends Frames.Base {
  private final Chan channel;
  private final SplittableRandom random;
  private final boolean sends;
  private final AtomicInteger sent;
  private final AtomicInteger received;
  private int left = 50;

  MixedFrame(
      ConcurrencyHooks hooks,
      Chan channel,
      SplittableRandom random,
      boolean sends,
      AtomicInteger sent,
      AtomicInteger received) {
    super(hooks);
    this.channel = channel;
    this.random = random;
    this.sends = sends;
    this.sent = sent;
    this.received = received;
  }

  @Override
  public int step(Frame task, int event) {
    if (state == 1) {
      state = 0;
      count(
          sends
              ? hooks.channelSendFinish(task, channel)
              : hooks.channelReceiveFinish(task, channel));
    }
    while (left-- > 0) {
      switch (random.nextInt(4)) {
        case 0 ->
            count(
                sends
                    ? hooks.channelOffer(task, channel, 1)
                    : hooks.channelPoll(task, channel, task));
        case 1 -> {
          int status = begin(task);
          count(status == Status.PENDING ? hooks.channelAbandon(task, channel) : status);
        }
        case 2 -> {
          return Step.YIELD;
        }
        default -> {
          int status = begin(task);
          if (status == Status.PENDING) {
            state = 1;
            return Step.WAIT;
          }
          count(status);
        }
      }
    }
    return Step.DONE;
  }

  /** Always with a deadline, since the partners may all have ended. */
  private int begin(Frame task) {
    long deadline = hooks.timeNow() + random.nextInt(200_000);
    return sends
        ? hooks.channelSendBegin(task, channel, 1, deadline)
        : hooks.channelReceiveBegin(task, channel, deadline);
  }

  private void count(int status) {
    if (status == Status.OK) {
      (sends ? sent : received).incrementAndGet();
    }
  }
}
