package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.HostEnd;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.SelectHooks;
import dev.luminar.runtime.hook.Selection;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectTest extends Running {
  private static final long AT_ONCE = SelectHooks.AT_ONCE;
  private static final long SEED = 20_261_128;

  private Chan channel(Frame call, long capacity) {
    return hooks.channelCreate(call, capacity, false, "c", "test.lum:4");
  }

  private static Selection receives(int policy, long turn, Chan... channels) {
    Selection selection = new Selection(channels.length, policy, turn);
    for (int i = 0; i < channels.length; i++) {
      selection.receive(i, channels[i]);
    }
    return selection;
  }

  @Test
  void policiesSayWhereToBegin() {
    // A policy that does not rotate starves an arm; a seeded choice that differs cannot be
    // repeated.
    Frame call = call();
    Chan[] channels = {channel(call, 100), channel(call, 100), channel(call, 100)};
    for (int i = 0; i < 300; i++) {
      hooks.channelOffer(call, channels[i % 3], i);
    }
    Message into = new Message();
    for (int turn = 0; turn < 30; turn++) {
      Selection rotating = receives(Selection.ROTATING, turn, channels);
      assertThat(hooks.select(call, rotating, into, AT_ONCE)).isEqualTo(Status.OK);
      assertThat(rotating.chosen).isEqualTo(turn % 3);
      Selection ordered = receives(Selection.ORDERED, turn, channels);
      assertThat(hooks.select(call, ordered, into, AT_ONCE)).isEqualTo(Status.OK);
      assertThat(ordered.chosen).isZero();
    }
    // The first outputs of splitmix64 from 0 are 16294208416658607535 and 7960286522194355700.
    assertThat(receives(Selection.SEEDED, 0, channels).first())
        .isEqualTo((int) Long.remainderUnsigned(0xe220a8397b1dcdafL, 3));
    assertThat(receives(Selection.SEEDED, 0x9e3779b97f4a7c15L, channels).first())
        .isEqualTo((int) Long.remainderUnsigned(0x6e789e6aa1b965f4L, 3));
  }

  @Test
  void edges() {
    // A select without arms hangs, a default waits, or a closed channel is not told.
    Frame call = call();
    Selection none = new Selection(0, Selection.ORDERED, 0);
    assertThat(hooks.select(call, none, call, NEVER)).isEqualTo(Status.INVALID_ARGUMENT);
    assertThat(hooks.select(call, none, call, AT_ONCE)).isEqualTo(Status.TIMED_OUT);
    assertThat(hooks.select(call, none, call, hooks.timeNow() + 1000)).isEqualTo(Status.TIMED_OUT);
    Chan channel = channel(call, 0);
    Selection both = new Selection(2, Selection.ROTATING, 1);
    both.receive(0, channel);
    both.send(1, channel, 7);
    assertThat(hooks.select(call, both, call, AT_ONCE)).isEqualTo(Status.TIMED_OUT);
    assertThat(hooks.select(call, both, call, hooks.timeNow() + 1000)).isEqualTo(Status.TIMED_OUT);
    assertThat(hooks.select(call, both, call, NEVER)).isEqualTo(Status.DEADLOCK);
    assertThat(hooks.channelPoll(call, channel, call)).isEqualTo(Status.WOULD_BLOCK);
    assertThat(hooks.channelOffer(call, channel, 1)).isEqualTo(Status.WOULD_BLOCK);
    hooks.channelClose(call, channel);
    assertThat(hooks.select(call, both, call, NEVER)).isEqualTo(Status.CLOSED);
    assertThat(both.chosen).isEqualTo(1);
    assertThat(hooks.channelRelease(channel)).isEqualTo(Status.OK);
  }

  /** Selects until it has done so much, or is told to stop; checks what it receives. */
  private static final class Selector extends Frames.Base {
    private final Chan[] channels;
    private final SplittableRandom random;
    private final boolean sends;
    private final AtomicLong sum;
    private final int patience;
    private Selection selection;
    private long value;
    private int left;

    Selector(
        ConcurrencyHooks hooks,
        Chan[] channels,
        SplittableRandom random,
        boolean sends,
        AtomicLong sum,
        int patience,
        int left) {
      super(hooks);
      this.channels = channels;
      this.random = random;
      this.sends = sends;
      this.sum = sum;
      this.patience = patience;
      this.left = left;
    }

    @Override
    public int step(Frame task, int event) {
      int status = Status.OK;
      if (state == 1) {
        state = 0;
        status = hooks.selectFinish(task, selection);
        count(task, status);
      }
      while (left > 0 && status != Status.CANCELLED) {
        begin(task);
        long deadline = patience == 0 ? NEVER : hooks.timeNow() + random.nextInt(patience);
        status = hooks.selectBegin(task, selection, deadline);
        if (status == Status.PENDING) {
          state = 1;
          return Step.WAIT;
        }
        count(task, status);
      }
      return leave(status);
    }

    private void begin(Frame task) {
      left--;
      value = random.nextInt(1, 1000);
      selection = new Selection(channels.length, Selection.ROTATING, random.nextInt(1000));
      for (int i = 0; i < channels.length; i++) {
        if (sends) {
          selection.send(i, channels[i], value);
        } else {
          selection.receive(i, channels[i]);
        }
      }
    }

    private void count(Frame task, int status) {
      if (status == Status.OK) {
        assertThat(selection.chosen).isBetween(0, channels.length - 1);
        sum.addAndGet(sends ? value : -task.value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 300})
  void noMessageIsLostWhenDeadlinesRacePartners(int arms) {
    // A deadline that races a partner loses or doubles a message, or leaves an arm in a queue.
    Frame call = call();
    Group group = group(call);
    Chan[] channels = new Chan[arms];
    for (int i = 0; i < arms; i++) {
      channels[i] = channel(call, i % 3 == 2 ? 1 : 0);
    }
    AtomicLong sum = new AtomicLong();
    SplittableRandom random = new SplittableRandom(SEED);
    int each = arms > 100 ? 300 : 5_000;
    for (int i = 0; i < 8; i++) {
      start(
          call,
          group,
          new Selector(hooks, channels, random.split(), i % 2 == 0, sum, 60_000, each),
          0,
          i);
    }
    assertThat(joinAndClose(call, group)).as("seed %d", SEED).isEqualTo(Status.OK);
    Message rest = new Message();
    for (Chan channel : channels) {
      while (hooks.channelPoll(call, channel, rest) == Status.OK) {
        sum.addAndGet(-rest.value);
      }
      assertThat(hooks.channelRelease(channel)).isEqualTo(Status.OK);
    }
    assertThat(sum).as("seed %d", SEED).hasValue(0);
  }

  @Test
  void selectsMeetPlainOperations() {
    // A send or receive passes over a select that waits, or takes an arm of one that has ended.
    Frame call = call();
    Group group = group(call);
    Chan[] channels = {channel(call, 0), channel(call, 1), channel(call, 0)};
    AtomicLong sum = new AtomicLong();
    SplittableRandom random = new SplittableRandom(SEED);
    int each = 3_000;
    for (int i = 0; i < 3; i++) {
      start(call, group, new Selector(hooks, channels, random.split(), false, sum, 0, each), 0, i);
      start(call, group, new Frames.Sender(hooks, channels[i], 0, each, false), 1, i);
    }
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(sum).as("seed %d", SEED).hasValue(-3L * each * (each - 1) / 2);
    for (Chan channel : channels) {
      assertThat(hooks.channelRelease(channel)).isEqualTo(Status.OK);
    }
  }

  @Test
  void cancellationRacesPartners() {
    // A cancelled select that was done all the same loses its message, or one that was not sends
    // it.
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 1_000; round++) {
      Frame call = call();
      Group group = group(call);
      Chan[] channels = {channel(call, 0), channel(call, 0)};
      AtomicLong sum = new AtomicLong();
      List<Selector> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            start(
                call,
                group,
                new Selector(hooks, channels, random.split(), i < 2, sum, 0, Integer.MAX_VALUE),
                0,
                i));
      }
      if (round % 2 == 0) {
        hooks.groupCancel(group);
      } else {
        all.forEach(hooks::taskCancel);
      }
      joinAndClose(call, group);
      assertThat(sum).as("round %d of seed %d", round, SEED).hasValue(0);
      assertThat(all).allMatch(selector -> selector.lastStatus == Status.CANCELLED);
      for (Chan channel : channels) {
        assertThat(hooks.channelRelease(channel)).isEqualTo(Status.OK);
      }
    }
  }

  @Test
  void aThousandChannelsInOneSelect() {
    // A select over many channels locks them in an order that deadlocks, or grows with each wait.
    Frame call = call();
    Group group = group(call);
    Chan[] channels = new Chan[1_000];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = channel(call, 0);
    }
    AtomicLong sum = new AtomicLong();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 4; i++) {
      start(call, group, new Selector(hooks, channels, random.split(), false, sum, 0, 1_000), 0, i);
    }
    for (int i = 0; i < 4; i++) {
      start(call, group, new Selector(hooks, channels, random.split(), true, sum, 0, 500), 1, i);
    }
    for (int i = 0; i < 1_000; i++) {
      start(call, group, new Frames.Sender(hooks, channels[i], 0, 2, false), 2, i);
    }
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(sum).as("seed %d", SEED).hasValue(-1_000);
  }

  @Test
  void aStuckSelectIsReportedWithItsChannels() {
    // A deadlock of selects hangs, or its report does not say at which channels.
    Frame call = call();
    Group group = group(call);
    Chan[] channels = new Chan[12];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = hooks.channelCreate(call, 0, false, "line" + i, "test.lum:" + (10 + i));
    }
    AtomicLong sum = new AtomicLong();
    SplittableRandom random = new SplittableRandom(SEED);
    Selector stuck =
        start(call, group, new Selector(hooks, channels, random, false, sum, 0, 1), 0, 0);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupOutcome(group)).isEqualTo(Status.FAILED);
    assertThat(hooks.groupErrorAt(group, 0).type()).isEqualTo("deadlock");
    assertThat(hooks.groupErrorAt(group, 0).message())
        .contains("waits to receive from channel 'line0' (test.lum:10) or receive from")
        .contains("'line7' (test.lum:17) or 4 more");
    hooks.groupClose(group);
    assertThat(stuck.lastStatus).isEqualTo(Status.CANCELLED);
  }

  @Test
  void anEndOfTheHostKeepsASelectAlive() {
    // A select that only the host can serve is taken for a deadlock, or never is one afterwards.
    Frame call = call();
    Group group = group(call);
    Chan[] channels = {channel(call, 0), channel(call, 0)};
    HostEnd first = hooks.channelHostEnd(channels[0]);
    HostEnd second = hooks.channelHostEnd(channels[1]);
    AtomicLong sum = new AtomicLong();
    SplittableRandom random = new SplittableRandom(SEED);
    start(call, group, new Selector(hooks, channels, random, false, sum, 0, 2), 0, 0);
    first.close();
    while (hooks.channelOffer(null, channels[1], 5) != Status.OK) {
      Thread.onSpinWait();
    }
    second.close();
    hooks.groupJoin(call, group);
    assertThat(hooks.groupOutcome(group)).isEqualTo(Status.FAILED);
    assertThat(hooks.groupErrorAt(group, 0).type()).isEqualTo("deadlock");
    hooks.groupClose(group);
    assertThat(sum).hasValue(-5);
  }
}
