package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.ErrorRecord;
import dev.luminar.runtime.hook.Event;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import dev.luminar.runtime.hook.TaskHooks;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;

/** Frames written by hand, as an emitter would print them. */
final class Frames {
  static final long NEVER = TaskHooks.NO_DEADLINE;

  private Frames() {}

  static ErrorRecord error(String type) {
    return new ErrorRecord(7, type, "{0} is bad", "test.lum", 3, 11, 42, 0, null);
  }

  /** A frame with a name, that notes how it ended and counts its drops. */
  abstract static class Base extends Frame {
    final ConcurrencyHooks hooks;
    volatile int drops;
    volatile int lastStatus = -1;

    Base(ConcurrencyHooks hooks) {
      this.hooks = hooks;
    }

    @Override
    public void drop() {
      drops++;
    }

    @Override
    public String name() {
      return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String place() {
      return "test.lum:1";
    }

    int leave(int status) {
      lastStatus = status;
      return Step.DONE;
    }
  }

  /** Sends {@code next ..< end}, then closes if it is to. */
  static final class Sender extends Base {
    final Chan channel;
    final long end;
    final boolean closes;
    long next;

    Sender(ConcurrencyHooks hooks, Chan channel, long first, long end, boolean closes) {
      super(hooks);
      this.channel = channel;
      this.next = first;
      this.end = end;
      this.closes = closes;
    }

    @Override
    public int step(Frame task, int event) {
      int status = Status.OK;
      if (state == 1) {
        state = 0;
        status = hooks.channelSendFinish(task, channel);
        next += status == Status.OK ? 1 : 0;
      }
      while (status == Status.OK && next < end) {
        status = hooks.channelSendBegin(task, channel, next, NEVER);
        if (status == Status.PENDING) {
          state = 1;
          return Step.WAIT;
        }
        next += status == Status.OK ? 1 : 0;
      }
      if (closes && status == Status.OK) {
        hooks.channelClose(task, channel);
      }
      return leave(status);
    }
  }

  /** Receives until the channel is closed. */
  static final class Receiver extends Base {
    final Chan channel;
    final LongConsumer consumer;
    long received;

    Receiver(ConcurrencyHooks hooks, Chan channel, LongConsumer consumer) {
      super(hooks);
      this.channel = channel;
      this.consumer = consumer;
    }

    @Override
    public int step(Frame task, int event) {
      int status;
      if (state == 1) {
        state = 0;
        status = hooks.channelReceiveFinish(task, channel);
      } else {
        status = hooks.channelReceiveBegin(task, channel, NEVER);
      }
      for (; ; ) {
        if (status == Status.PENDING) {
          state = 1;
          return Step.WAIT;
        }
        if (status != Status.OK) {
          return leave(status);
        }
        received++;
        consumer.accept(task.value);
        status = hooks.channelReceiveBegin(task, channel, NEVER);
      }
    }
  }

  /** Does one thing and ends; the function may call hooks that do not wait. */
  static final class Once extends Base {
    private final IntUnaryOperator body;

    Once(ConcurrencyHooks hooks, IntUnaryOperator body) {
      super(hooks);
      this.body = body;
    }

    @Override
    public int step(Frame task, int event) {
      return body.applyAsInt(event);
    }
  }

  /** Fails with an error of its own. */
  static final class Failing extends Base {
    private final String type;

    Failing(ConcurrencyHooks hooks, String type) {
      super(hooks);
      this.type = type;
    }

    @Override
    public int step(Frame task, int event) {
      hooks.taskFail(task, error(type));
      return Step.FAILED;
    }
  }

  /** Yields until it is cancelled. */
  static final class Yielding extends Base {
    Yielding(ConcurrencyHooks hooks) {
      super(hooks);
    }

    @Override
    public int step(Frame task, int event) {
      return event == Event.CANCEL || hooks.taskCheck(task) == Status.CANCELLED
          ? leave(Status.CANCELLED)
          : Step.YIELD;
    }
  }
}
