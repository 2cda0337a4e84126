package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ErrorRecord;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.TaskDescriptor;
import dev.luminar.runtime.hook.TaskHandle;
import dev.luminar.runtime.hook.TaskHooks;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/** The hooks for calls, groups and tasks: each finds the participant and hands over to the part. */
abstract class PoolTasks extends PoolParts implements TaskHooks {
  PoolTasks(RuntimeConfig config, ThreadFactory factory) {
    super(config, factory);
  }

  // ---- calls ----

  @Override
  public Frame callEnter(String name, String place) {
    HostThread host =
        new HostThread(
            carriers, Objects.requireNonNull(name, "name"), Objects.requireNonNull(place, "place"));
    synchronized (life) {
      checkRunning();
      stats.callsAlive.increment();
    }
    host.enter(stats, runTasks.current());
    return host.frame;
  }

  @Override
  public void callLeave(Frame task) {
    HostThread host = host(task);
    host.checkThread();
    for (PoolGroup open = host.innermost; open != null; open = host.innermost) {
      open.cancel();
      groupJoin(task, open);
      open.close(false);
    }
    if (host.leave()) {
      stats.callsAlive.decrement();
    }
  }

  @Override
  public void callCancel(Frame task) {
    host(task).cancel();
  }

  @Override
  public void callAppendError(Frame task, ErrorRecord record) {
    Objects.requireNonNull(record, "record");
    Participant participant = participant(task);
    participant
        .call()
        .append(participant.path(), participant.groupsOpened++, new ErrorRecord[] {record}, 1);
  }

  @Override
  public long callErrorCount(Frame task) {
    return host(task).call().collectedCount();
  }

  @Override
  public ErrorRecord[] callTakeErrors(Frame task) {
    return host(task).call().takeCollected();
  }

  // ---- tasks ----

  @Override
  public int taskStart(Frame starter, Group group, Frame frame, long ordinal, long position) {
    Participant from = participant(starter);
    PoolGroup target = group(group);
    Objects.requireNonNull(frame, "frame");
    Paths.Entry starterPath =
        from instanceof Task task && task.group == target ? task.pathOfTasks() : null;
    Task task = new Task(frame, target, starterPath, ordinal, position);
    // Counted as active before anybody can see it.
    target.call.activate();
    if (!target.add(task)) {
      target.call.deactivate();
      frame.attach(null);
      return from.saw(Status.CANCELLED);
    }
    stats.tasksStarted.increment();
    stats.framesAlive.increment();
    carriers.enqueue(task);
    return Status.OK;
  }

  @Override
  public void taskFail(Frame task, ErrorRecord record) {
    Task failing = Task.ofFrame(Objects.requireNonNull(task, "task"));
    failing.fail(failing.position, Objects.requireNonNull(record, "record"));
  }

  @Override
  public void taskFailAt(Frame task, long position, ErrorRecord record) {
    Task.ofFrame(Objects.requireNonNull(task, "task"))
        .fail(position, Objects.requireNonNull(record, "record"));
  }

  @Override
  public int taskRecordError(Frame task, long position, ErrorRecord record) {
    Task failing = Task.ofFrame(Objects.requireNonNull(task, "task"));
    failing.group.record(
        Paths.behind(failing.pathInGroup(position), Objects.requireNonNull(record, "record")));
    return failing.group.stopsOnError() ? failing.saw(Status.CANCELLED) : Status.OK;
  }

  @Override
  public void taskSetPosition(Frame task, long position) {
    Task.ofFrame(Objects.requireNonNull(task, "task")).moveTo(position);
  }

  @Override
  public int taskCheck(Frame task) {
    return participant(task).check();
  }

  @Override
  public void taskMask(Frame task, int change) {
    participant(task).mask(change);
  }

  @Override
  public void taskCancel(Frame target) {
    Participant.of(Objects.requireNonNull(target, "target")).cancel();
  }

  @Override
  public int taskAwaitBegin(Frame task, Frame target, long deadline) {
    Task awaited = Task.ofFrame(Objects.requireNonNull(target, "target"));
    Participant participant = participant(task);
    int status = awaited.awaitBegin(participant, deadline);
    return participant.saw(ended(participant, awaited, status));
  }

  @Override
  public int taskAwaitFinish(Frame task, Frame target) {
    Participant participant = participant(task);
    return participant.saw(ended(participant, Task.ofFrame(target), participant.outcome));
  }

  /**
   * What an await says when the task has ended with this status. A group that is asked to stop
   * tells one after the other; the task may have been told and have ended before the one that
   * awaits it, and is in the same group, is told: that one is cancelled too, and waits for the
   * news.
   */
  private static int ended(Participant participant, Task target, int status) {
    boolean mayBeNews = status == Status.TASK_CANCELLED || status == Status.FAILED;
    if (!mayBeNews || participant.isMasked() || !isIn(participant, target.group)) {
      return status;
    }
    while (target.group.isStopping() && !participant.mustStop()) {
      Thread.yield();
    }
    return participant.mustStop() ? Status.CANCELLED : status;
  }

  private static boolean isIn(Participant participant, PoolGroup group) {
    PoolGroup at = participant.location();
    while (at != null && at != group) {
      at = at.enclosing();
    }
    return at != null;
  }

  @Override
  public int taskAwait(Frame task, Frame target, long deadline) {
    Task awaited = Task.ofFrame(Objects.requireNonNull(target, "target"));
    HostThread host = blocking(task);
    int status = host.finished(awaited.awaitBegin(host, deadline));
    return host.saw(ended(host, awaited, status));
  }

  @Override
  public int taskBlockingBegin(Frame task) {
    return carriers.blockingBegin();
  }

  @Override
  public void taskBlockingEnd(Frame task) {
    carriers.blockingEnd();
  }

  // ---- groups ----

  @Override
  public Group groupOpen(
      Frame owner, int strategy, int collectMax, String name, String place, long deadline) {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(place, "place");
    PoolGroup group = new PoolGroup(this, participant(owner), strategy, collectMax, name, place);
    group.open(deadline);
    return group;
  }

  @Override
  public void groupSetGrace(Group group, long nanos) {
    group(group).setGrace(nanos);
  }

  @Override
  public void groupCancel(Group group) {
    group(group).cancel();
  }

  @Override
  public void groupFail(Group group, ErrorRecord record) {
    group(group).record(Objects.requireNonNull(record, "record"));
  }

  @Override
  public int groupJoinBegin(Frame owner, Group group) {
    return group(group).joinBegin(participant(owner));
  }

  @Override
  public void groupJoin(Frame owner, Group group) {
    HostThread host = host(owner);
    host.checkThread();
    host.finished(group(group).joinBegin(host));
  }

  @Override
  public int groupOutcome(Group group) {
    PoolGroup joined = group(group);
    return joined.owner.saw(joined.outcome());
  }

  @Override
  public boolean groupTimedOut(Group group) {
    return group(group).timedOut();
  }

  @Override
  public long groupErrorCount(Group group) {
    return group(group).errorCount();
  }

  @Override
  public int groupRecordCount(Group group) {
    return group(group).recordCount();
  }

  @Override
  public ErrorRecord groupErrorAt(Group group, int index) {
    return group(group).record(index);
  }

  @Override
  public void groupClose(Group group) {
    group(group).close(true);
  }

  @Override
  public void groupDiscard(Group group) {
    group(group).close(false);
  }

  // ---- run-to-end tasks ----

  @Override
  public TaskHandle spawnTask(TaskDescriptor descriptor) {
    RunTask task = new RunTask(this, Objects.requireNonNull(descriptor, "descriptor"));
    synchronized (life) {
      checkRunning();
      runTasks.add(task);
    }
    if (!runThreads.start(task, descriptor.foreign(), "luminar-" + number + "-task")) {
      runTasks.discard(task);
      return null;
    }
    return task;
  }

  @Override
  public int joinTasks(TaskHandle... handles) {
    int status = Status.OK;
    for (TaskHandle handle : Objects.requireNonNull(handles, "handles")) {
      if (handle != null) {
        int ended = runTask(handle).await(blocking(null));
        if (ended == Status.CANCELLED) {
          return ended;
        }
        status = ended == Status.FAILED ? ended : status;
      }
    }
    return status;
  }

  @Override
  public void cancelTasks(TaskHandle... handles) {
    for (TaskHandle handle : Objects.requireNonNull(handles, "handles")) {
      if (handle != null) {
        runTask(handle).cancel();
      }
    }
  }
}
