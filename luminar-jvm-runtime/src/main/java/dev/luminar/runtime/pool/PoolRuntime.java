package dev.luminar.runtime.pool;

import dev.luminar.runtime.Chan;
import dev.luminar.runtime.ConcurrencyHooks;
import dev.luminar.runtime.Counters;
import dev.luminar.runtime.ErrorCollector;
import dev.luminar.runtime.ErrorContext;
import dev.luminar.runtime.ErrorHandler;
import dev.luminar.runtime.ErrorRecord;
import dev.luminar.runtime.Frame;
import dev.luminar.runtime.Group;
import dev.luminar.runtime.HostEnd;
import dev.luminar.runtime.IOHooks;
import dev.luminar.runtime.MemoryHooks;
import dev.luminar.runtime.Message;
import dev.luminar.runtime.RuntimeConfig;
import dev.luminar.runtime.Status;
import dev.luminar.runtime.TaskDescriptor;
import dev.luminar.runtime.TaskHandle;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** One built-in runtime: its parts, and the hooks, which find the participant and hand over to the part. */
public final class PoolRuntime implements ConcurrencyHooks {
  private static final AtomicInteger INSTANCES = new AtomicInteger();

  final Stats stats = new Stats();
  final RunThreads runThreads = new RunThreads();
  final RunTasks runTasks = new RunTasks(stats);
  final Carriers carriers;
  final Timers timers;
  final PoolErrors errors;
  private final RuntimeConfig config;
  private final PoolMemory memory = new PoolMemory();
  private final PoolIO io = new PoolIO(this);
  private final int number = INSTANCES.incrementAndGet();

  /** Guards the change from running to shut down against calls that begin. */
  private final Object life = new Object();

  private boolean isShutDown;

  /** Starts a runtime; its threads start when there is something to do. */
  public PoolRuntime(RuntimeConfig config) {
    this(config, null);
  }

  /** As the other, with carriers made by {@code factory} unless that is null. */
  PoolRuntime(RuntimeConfig config, ThreadFactory factory) {
    this.config = config;
    this.timers = new Timers("luminar-" + number + "-timer");
    this.errors = new PoolErrors(config.collectErrorStatistics());
    AtomicInteger made = new AtomicInteger();
    ThreadFactory daemons =
        body -> {
          Thread thread = new Thread(body, "luminar-" + number + "-carrier-" + made.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    this.carriers = new Carriers(config.threads(), config.substitutes(), factory != null ? factory : daemons);
  }

  /** What it was started with. */
  public RuntimeConfig config() {
    return config;
  }

  /** Its memory hooks. */
  public MemoryHooks memory() {
    return memory;
  }

  /** Its I/O hooks. */
  public IOHooks io() {
    return io;
  }

  /** What it counted. */
  public Counters counters() {
    return new Counters(
        carriers.threads(),
        stats.callsAlive.sum(),
        stats.tasksStarted.sum(),
        stats.tasksFinished.sum(),
        stats.tasksFailed.sum(),
        stats.framesAlive.sum(),
        stats.groupsAlive.sum(),
        stats.channelsAlive.sum(),
        stats.channelsCreated.sum(),
        stats.runTasksAlive.sum(),
        stats.steps.sum(),
        carriers.substitutesStarted(),
        stats.deadlocks.sum());
  }

  /** Ends its threads; false, and nothing happened, while calls, run-to-end tasks or I/O operations run. */
  public boolean shutdown() {
    synchronized (life) {
      if (isShutDown) {
        return true;
      }
      if (stats.callsAlive.sum() > 0 || !runTasks.isEmpty() || stats.operationsAlive.sum() > 0) {
        return false;
      }
      isShutDown = true;
    }
    carriers.shutdown();
    timers.shutdown();
    runThreads.join();
    return true;
  }

  /** Refuses what would start something in a runtime that is shut down. */
  void checkRunning() {
    synchronized (life) {
      if (isShutDown) {
        throw new IllegalStateException("the runtime is shut down");
      }
    }
  }

  @Override
  public long features() {
    return FEATURES_KNOWN;
  }

  // ---- calls ----

  @Override
  public Frame callEnter(String name, String place) {
    HostThread host =
        new HostThread(carriers, Objects.requireNonNull(name, "name"), Objects.requireNonNull(place, "place"));
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
        from instanceof Task task && task.group == target ? task.pathInGroup(task.position) : null;
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
    Task.ofFrame(Objects.requireNonNull(task, "task")).fail(position, Objects.requireNonNull(record, "record"));
  }

  @Override
  public int taskRecordError(Frame task, long position, ErrorRecord record) {
    Task failing = Task.ofFrame(Objects.requireNonNull(task, "task"));
    failing.group.record(
        Paths.behind(failing.pathInGroup(position), Objects.requireNonNull(record, "record")));
    return failing.group.stopsOnError() ? failing.saw(Status.CANCELLED) : Status.OK;
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
    return participant.saw(awaited.awaitBegin(participant, deadline));
  }

  @Override
  public int taskAwaitFinish(Frame task, Frame target) {
    Participant participant = participant(task);
    return participant.saw(participant.outcome);
  }

  @Override
  public int taskAwait(Frame task, Frame target, long deadline) {
    Task awaited = Task.ofFrame(Objects.requireNonNull(target, "target"));
    HostThread host = blocking(task);
    return host.finished(awaited.awaitBegin(host, deadline));
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
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(place, "place");
    PoolGroup group = new PoolGroup(this, participant(owner), strategy, collectMax, name, place);
    group.open(deadline);
    return group;
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

  // ---- channels ----

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
    int status = receiver.finished(channel(channel).receive(receiver, receiver.frame, true, deadline));
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

  // ---- time ----

  @Override
  public long timeNow() {
    return timers.now();
  }

  @Override
  public int timeSleepBegin(Frame task, long deadline) {
    Participant sleeper = participant(task);
    return sleeper.saw(new Sleep().begin(sleeper, checked(deadline), timers));
  }

  @Override
  public int timeSleep(Frame task, long deadline) {
    HostThread sleeper = blocking(task);
    return sleeper.finished(new Sleep().begin(sleeper, checked(deadline), timers));
  }

  private static long checked(long deadline) {
    if (deadline == NO_DEADLINE) {
      throw new IllegalArgumentException("deadline: a sleep needs one");
    }
    return deadline;
  }

  // ---- errors ----

  @Override
  public void errorSetHandler(ErrorHandler handler) {
    errors.setHandler(handler);
  }

  @Override
  public void errorPropagate(Frame task, ErrorContext context) {
    collect(Objects.requireNonNull(context, "context"), true);
    if (task == null) {
      runTasks.cancelAll();
    } else {
      PoolGroup around = participant(task).location();
      if (around != null) {
        around.cancel();
      }
    }
  }

  @Override
  public void errorCollect(Frame task, ErrorContext context) {
    collect(Objects.requireNonNull(context, "context"), false);
  }

  private void collect(ErrorContext context, boolean fails) {
    RunTask current = runTasks.current();
    if (current != null && fails) {
      current.fail();
    }
    errors.collect(context, current == null ? null : current.descriptor.errorHandler());
  }

  @Override
  public ErrorCollector errorCollector() {
    return errors.collector();
  }

  // ---- who calls ----

  private static Participant participant(Frame task) {
    return Participant.of(Objects.requireNonNull(task, "task"));
  }

  private static HostThread host(Frame task) {
    if (participant(task) instanceof HostThread host) {
      return host;
    }
    throw new IllegalArgumentException("task: " + task.name() + " is a step task, which must not block its thread");
  }

  /** The thread that is about to block: that of the call, or one for this operation only. */
  HostThread blocking(Frame task) {
    HostThread host = task != null ? host(task) : runParticipant();
    if (host == null) {
      if (carriers.isCarrying()) {
        throw new IllegalStateException("a step must not use a blocking form");
      }
      return new HostThread(carriers, "host", "");
    }
    host.checkThread();
    return host;
  }

  private HostThread runParticipant() {
    RunTask current = runTasks.current();
    return current == null ? null : current.participant();
  }

  private static PoolGroup group(Group group) {
    return (PoolGroup) Objects.requireNonNull(group, "group");
  }

  private static PoolChannel channel(Chan channel) {
    return (PoolChannel) Objects.requireNonNull(channel, "channel");
  }

  private static RunTask runTask(TaskHandle handle) {
    if (handle instanceof RunTask task) {
      return task;
    }
    throw new IllegalArgumentException("handles: one was not made by this runtime");
  }
}
