package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest extends Running {
  private static List<Long> upTo(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 100, (1 << 30) - 1})
  void oneSenderOneReceiver(int capacity) {
    // A channel that loses, doubles or reorders messages gives every pipeline wrong results.
    Frame call = call();
    Group group = group(call);
    Chan channel = hooks.channelCreate(call, capacity, false, "c", "test.lum:4");
    List<Long> got = Collections.synchronizedList(new ArrayList<>());
    start(call, group, new Frames.Sender(hooks, channel, 0, 10_000, true), 0, 0);
    Frames.Receiver receiver =
        start(call, group, new Frames.Receiver(hooks, channel, got::add), 1, 0);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(got).isEqualTo(upTo(10_000));
    assertThat(receiver.lastStatus).isEqualTo(Status.CLOSED);
    assertThat(receiver.itemOrdinal).isEqualTo(9_999);
    assertThat(hooks.channelRelease(channel)).isEqualTo(Status.OK);
    assertThat(hooks.counters().channelsAlive()).isZero();
  }

  @Test
  void tryingFormsNeverWait() {
    // An offer or poll that waits would hang a program that asked not to.
    Frame call = call();
    Chan channel = hooks.channelCreate(call, 2, false, "c", "");
    Message message = new Message();
    assertThat(hooks.channelPoll(call, channel, message)).isEqualTo(Status.WOULD_BLOCK);
    assertThat(hooks.channelOffer(call, channel, 5)).isEqualTo(Status.OK);
    assertThat(hooks.channelOffer(call, channel, 6)).isEqualTo(Status.OK);
    assertThat(hooks.channelOffer(call, channel, 7)).isEqualTo(Status.WOULD_BLOCK);
    assertThat(hooks.channelPoll(null, channel, message)).isEqualTo(Status.OK);
    assertThat(message.value).isEqualTo(5);
    assertThat(hooks.channelClose(call, channel)).isEqualTo(Status.OK);
    assertThat(hooks.channelClose(call, channel)).isEqualTo(Status.CLOSED);
    assertThat(hooks.channelOffer(call, channel, 8)).isEqualTo(Status.CLOSED);
    assertThat(hooks.channelReceive(call, channel, call, NEVER)).isEqualTo(Status.OK);
    assertThat(call.value).isEqualTo(6);
    assertThat(call.itemOrdinal).isEqualTo(1);
    assertThat(hooks.channelPoll(call, channel, message)).isEqualTo(Status.CLOSED);
    assertThat(hooks.channelReceive(call, channel, message, NEVER)).isEqualTo(Status.CLOSED);
    assertThat(hooks.channelSend(call, channel, 9, NEVER)).isEqualTo(Status.CLOSED);
  }

  @Test
  void closeWakesEverybodyWhoWaits() {
    // A waiter that a close forgets hangs its block for ever.
    Frame call = call();
    Group group = group(call);
    Chan empty = hooks.channelCreate(call, 0, false, "empty", "");
    Chan full = hooks.channelCreate(call, 1, false, "full", "");
    List<Frames.Receiver> receivers = new ArrayList<>();
    List<Frames.Sender> senders = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      receivers.add(start(call, group, new Frames.Receiver(hooks, empty, v -> {}), 0, i));
      senders.add(start(call, group, new Frames.Sender(hooks, full, 0, 2, false), 1, i));
    }
    hooks.channelClose(call, empty);
    hooks.channelClose(call, full);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(receivers).allMatch(r -> r.lastStatus == Status.CLOSED && r.received == 0);
    assertThat(senders).allMatch(s -> s.lastStatus == Status.CLOSED);
    assertThat(senders.stream().mapToLong(s -> s.next).sum()).isLessThanOrEqualTo(1);
  }

  @Test
  void objectsTravelAndAreLetGo() {
    // A slot that outlives its value keeps garbage alive.
    Frame call = call();
    Chan channel = hooks.channelCreate(call, 3, true, "c", "");
    for (String text : List.of("a", "b", "c")) {
      assertThat(hooks.channelSendObject(call, channel, text, NEVER)).isEqualTo(Status.OK);
    }
    assertThat(call.object).isNull();
    Message message = new Message();
    for (String text : List.of("a", "b", "c")) {
      assertThat(hooks.channelReceive(call, channel, message, NEVER)).isEqualTo(Status.OK);
      assertThat(message.object).isEqualTo(text);
    }
    assertThat(call.object).isNull();
  }

  @Test
  void capacityOutOfRangeIsRefused() {
    // A wrong capacity that slips through fails later, far from its cause.
    assertThat(hooks.channelCreate(null, -2, false, "c", "")).isNull();
    assertThat(hooks.channelCreate(null, Long.MIN_VALUE, false, "c", "")).isNull();
    assertThat(hooks.channelCreate(null, 2_000_000_000L, false, "c", "")).isNull();
    assertThat(hooks.channelCreate(null, -1, false, "c", "").capacity()).isEqualTo(100);
  }

  @Test
  void deadlinesEndOperations() {
    // A deadline that is not kept turns a timeout into a hang.
    Frame call = call();
    Chan channel = hooks.channelCreate(call, 0, false, "c", "");
    long soon = hooks.timeNow() + 1_000_000;
    assertThat(hooks.channelReceive(call, channel, call, soon)).isEqualTo(Status.TIMED_OUT);
    assertThat(hooks.timeNow()).isGreaterThanOrEqualTo(soon);
    assertThat(hooks.channelSend(call, channel, 1, hooks.timeNow() + 1_000_000))
        .isEqualTo(Status.TIMED_OUT);
    assertThat(hooks.channelSend(call, channel, 1, hooks.timeNow() - 1))
        .isEqualTo(Status.TIMED_OUT);
    assertThat(hooks.timeSleep(call, hooks.timeNow() + 1_000_000)).isEqualTo(Status.OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64})
  void manySendersManyReceiversStress(int capacity) {
    // Under contention a message may get lost, doubled, or overtake another of its sender.
    int senders = 8;
    int receivers = 8;
    int each = capacity == 64 ? 125_000 : 12_500;
    Frame call = call();
    Group group = group(call);
    Chan channel = hooks.channelCreate(call, capacity, false, "c", "");
    AtomicIntegerArray seen = new AtomicIntegerArray(senders * each);
    AtomicInteger disorder = new AtomicInteger();
    AtomicInteger open = new AtomicInteger(senders);
    List<Frames.Receiver> all = new ArrayList<>();
    for (int r = 0; r < receivers; r++) {
      long[] last = new long[senders];
      Arrays.fill(last, -1);
      all.add(
          start(
              call,
              group,
              new Frames.Receiver(
                  hooks,
                  channel,
                  value -> {
                    seen.incrementAndGet((int) value);
                    int from = (int) (value / each);
                    if (value <= last[from]) {
                      disorder.incrementAndGet();
                    }
                    last[from] = value;
                  }),
              1,
              r));
    }
    for (int s = 0; s < senders; s++) {
      Frames.Sender sender =
          new Frames.Sender(hooks, channel, (long) s * each, (long) (s + 1) * each, false);
      start(call, group, new ClosingLast(sender, open), 0, s);
    }
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(disorder).hasValue(0);
    for (int i = 0; i < seen.length(); i++) {
      assertThat(seen.get(i)).isEqualTo(1);
    }
    assertThat(all.stream().mapToLong(r -> r.received).sum()).isEqualTo((long) senders * each);
  }

  /** A sender; the last of its kind to end closes the channel. */
  private static final class ClosingLast extends Frame {
    private final Frames.Sender sender;
    private final AtomicInteger open;

    ClosingLast(Frames.Sender sender, AtomicInteger open) {
      this.sender = sender;
      this.open = open;
    }

    @Override
    public int step(Frame task, int event) {
      int result = sender.step(task, event);
      if (result == Step.DONE && open.decrementAndGet() == 0) {
        sender.hooks.channelClose(task, sender.channel);
      }
      return result;
    }
  }

  @Test
  void seededMixOfOperations() {
    // Combinations of trying, waiting, timed and abandoned operations may lose messages that each
    // form alone keeps.
    long seed = Long.getLong("luminar.seed", System.nanoTime());
    System.out.println("seededMixOfOperations: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      mixRound(random.split(), random.nextInt(4));
    }
  }

  private void mixRound(SplittableRandom random, int capacity) {
    Frame call = call();
    Group group = group(call);
    Chan channel = hooks.channelCreate(call, capacity, false, "c", "");
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger received = new AtomicInteger();
    int tasks = 2 + random.nextInt(6);
    for (int i = 0; i < tasks; i++) {
      start(
          call,
          group,
          new MixedFrame(hooks, channel, random.split(), i % 2 == 0, sent, received),
          0,
          i);
    }
    joinAndClose(call, group);
    Message message = new Message();
    while (hooks.channelPoll(call, channel, message) == Status.OK) {
      received.incrementAndGet();
    }
    assertThat(received.get()).isEqualTo(sent.get());
    assertThat(hooks.channelRelease(channel)).isEqualTo(Status.OK);
  }
}
