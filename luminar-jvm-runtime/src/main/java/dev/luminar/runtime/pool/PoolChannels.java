package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ChannelHooks;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.HostEnd;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.hook.Status;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/** The hooks for channels. */
abstract class PoolChannels extends PoolTasks implements ChannelHooks {
  PoolChannels(RuntimeConfig config, ThreadFactory factory) {
    super(config, factory);
  }

  @Override
  public Chan channelCreate(Frame task, long capacity, boolean objects, String name, String place) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(place, "place");
    if (capacity < -1 || capacity > CAPACITY_MAX) {
      return null;
    }
    int resolved = capacity == -1 ? config.defaultChannelCapacity() : (int) capacity;
    PoolChannel channel = new PoolChannel(this, resolved, objects, name, place);
    stats.channelsAlive.increment();
    stats.channelsCreated.increment();
    return channel;
  }

  @Override
  public int channelRelease(Chan channel) {
    return channel(channel).release();
  }

  @Override
  public int channelClose(Frame task, Chan channel) {
    return channel(channel).close();
  }

  @Override
  public HostEnd channelHostEnd(Chan channel) {
    channel(channel).openHostEnd();
    return new HostEnd(this, channel);
  }

  @Override
  public void channelDropHostEnd(Chan channel) {
    channel(channel).closeHostEnd();
  }

  @Override
  public int channelSendBegin(Frame task, Chan channel, long value, long deadline) {
    Participant sender = participant(task);
    task.value = value;
    return sender.saw(channel(channel).send(sender, task, true, deadline));
  }

  @Override
  public int channelSendObjectBegin(Frame task, Chan channel, Object object, long deadline) {
    Participant sender = participant(task);
    task.object = object;
    return sender.saw(channel(channel).send(sender, task, true, deadline));
  }

  @Override
  public int channelSendFinish(Frame task, Chan channel) {
    Participant sender = participant(task);
    int status = sender.saw(sender.outcome);
    return status == Status.CANCELLED ? Status.UNDELIVERED : status;
  }

  @Override
  public int channelReceiveBegin(Frame task, Chan channel, long deadline) {
    Participant receiver = participant(task);
    return receiver.saw(channel(channel).receive(receiver, task, true, deadline));
  }

  @Override
  public int channelReceiveFinish(Frame task, Chan channel) {
    Participant receiver = participant(task);
    return receiver.saw(receiver.outcome);
  }

  @Override
  public int channelAbandon(Frame task, Chan channel) {
    Participant participant = participant(task);
    return participant.begun ? participant.abandon() : Status.WRONG_STATE;
  }

  @Override
  public int channelSend(Frame task, Chan channel, long value, long deadline) {
    HostThread sender = blocking(task);
    sender.frame.value = value;
    return sendBlocking(sender, channel, deadline);
  }

  @Override
  public int channelSendObject(Frame task, Chan channel, Object object, long deadline) {
    HostThread sender = blocking(task);
    sender.frame.object = object;
    return sendBlocking(sender, channel, deadline);
  }

  private static int sendBlocking(HostThread sender, Chan channel, long deadline) {
    int begun = channel(channel).send(sender, sender.frame, true, deadline);
    int status = sender.finished(begun);
    sender.frame.object = null;
    return begun == Status.PENDING && status == Status.CANCELLED ? Status.UNDELIVERED : status;
  }

  @Override
  public int channelReceive(Frame task, Chan channel, Message into, long deadline) {
    Objects.requireNonNull(into, "into");
    HostThread receiver = blocking(task);
    int status =
        receiver.finished(channel(channel).receive(receiver, receiver.frame, true, deadline));
    if (status == Status.OK && into != receiver.frame) {
      into.value = receiver.frame.value;
      into.object = receiver.frame.object;
      into.itemOrdinal = receiver.frame.itemOrdinal;
      receiver.frame.object = null;
    }
    return status;
  }

  @Override
  public int channelOffer(Frame task, Chan channel, long value) {
    Message message = new Message();
    message.value = value;
    return offer(task, channel, message);
  }

  @Override
  public int channelOfferObject(Frame task, Chan channel, Object object) {
    Message message = new Message();
    message.object = object;
    return offer(task, channel, message);
  }

  private int offer(Frame task, Chan channel, Message message) {
    Participant sender = task == null ? runParticipant() : participant(task);
    int status = channel(channel).send(sender, message, false, NO_DEADLINE);
    return sender == null ? status : sender.saw(status);
  }

  @Override
  public int channelPoll(Frame task, Chan channel, Message into) {
    Objects.requireNonNull(into, "into");
    Participant receiver = task == null ? runParticipant() : participant(task);
    int status = channel(channel).receive(receiver, into, false, NO_DEADLINE);
    return receiver == null ? status : receiver.saw(status);
  }
}
