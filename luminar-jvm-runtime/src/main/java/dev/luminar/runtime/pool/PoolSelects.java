package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.hook.SelectHooks;
import dev.luminar.runtime.hook.Selection;
import dev.luminar.runtime.hook.Status;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/** The hooks for select. */
abstract class PoolSelects extends PoolChannels implements SelectHooks {
  PoolSelects(RuntimeConfig config, ThreadFactory factory) {
    super(config, factory);
  }

  @Override
  public int selectBegin(Frame task, Selection selection, long deadline) {
    Participant participant = participant(task);
    return participant.saw(begin(participant, selection, deadline));
  }

  private int begin(Participant participant, Selection selection, long deadline) {
    Objects.requireNonNull(selection, "selection");
    return new PoolSelect(participant, selection, timers).begin(deadline);
  }

  @Override
  public int selectFinish(Frame task, Selection selection) {
    Participant participant = participant(task);
    if (participant.selecting == null) {
      return Status.WRONG_STATE;
    }
    participant.selecting.leave();
    return participant.saw(participant.outcome);
  }

  @Override
  public int select(Frame task, Selection selection, Message into, long deadline) {
    Objects.requireNonNull(into, "into");
    HostThread host = blocking(task);
    int status = host.finished(begin(host, selection, deadline));
    if (host.selecting != null) {
      host.selecting.leave();
    }
    if (status == Status.OK && into != host.frame) {
      into.value = host.frame.value;
      into.object = host.frame.object;
      into.itemOrdinal = host.frame.itemOrdinal;
      host.frame.object = null;
    }
    return status;
  }
}
