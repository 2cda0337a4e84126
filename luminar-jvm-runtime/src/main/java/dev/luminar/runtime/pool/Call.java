package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.ErrorRecord;
import dev.luminar.runtime.hook.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One outermost call of the host into concurrent blocks. It counts who is active: participants that
 * run or will run, and those that wait for something from outside (a timer, I/O, an open host end).
 * When nobody is left, the call is judged: if somebody still waits, nothing can ever wake it.
 *
 * <p>A waker counts the one it wakes before it stops counting itself, so the count is never lower
 * than the truth.
 */
final class Call {
  private static final int TASKS_NAMED_MAX = 16;

  private final Participant root;
  private final Stats stats;
  private final AtomicLong active = new AtomicLong(1);

  /** The call's list of collected errors, and their true number; guarded by the list. */
  private final List<Collected> collected = new ArrayList<>();

  private long collectedCount;

  /** A call of {@code root}, which is active. */
  Call(Participant root, Stats stats) {
    this.root = root;
    this.stats = stats;
  }

  void activate() {
    active.incrementAndGet();
  }

  /** To be called with no lock held: may judge. */
  void deactivate() {
    if (active.decrementAndGet() == 0) {
      judge();
    }
  }

  /** Puts records of one region, of the owner with that path, into the list. */
  void append(Paths.Entry path, long region, ErrorRecord[] records, long trueCount) {
    long[] key = Paths.key(path, region);
    synchronized (collected) {
      for (ErrorRecord record : records) {
        collected.add(new Collected(key, Paths.behind(path, record)));
      }
      collectedCount += trueCount;
    }
  }

  long collectedCount() {
    synchronized (collected) {
      return collectedCount;
    }
  }

  /** The list in order, by region and path; it is empty then. */
  ErrorRecord[] takeCollected() {
    synchronized (collected) {
      collected.sort(
          Comparator.comparing(Collected::key, Arrays::compare).thenComparing(Collected::record));
      ErrorRecord[] records = collected.stream().map(Collected::record).toArray(ErrorRecord[]::new);
      collected.clear();
      collectedCount = 0;
      return records;
    }
  }

  private record Collected(long[] key, ErrorRecord record) {}

  private void judge() {
    PoolGroup region;
    ErrorRecord record;
    synchronized (this) {
      List<Stuck> stuck = stuck();
      if (stuck.isEmpty()) {
        return;
      }
      stats.deadlocks.increment();
      region = stuck.get(0).location;
      for (Stuck each : stuck) {
        region = innermostOfBoth(region, each.location);
      }
      if (region == null) {
        // Only the thread of the host is left, outside of every region.
        if (root.waitingIn.withdraw(root, Status.DEADLOCK)) {
          root.wakeAndRelease();
        }
        return;
      }
      record = record(region, stuck);
      // Until all of them have been told: not stuck.
      activate();
    }
    region.record(record);
    region.cancel();
    deactivate();
  }

  private record Stuck(Participant participant, WaitPlace place, PoolGroup location) {}

  /** Those who wait for anything but a join; empty if somebody can still run. */
  private List<Stuck> stuck() {
    List<Stuck> stuck = new ArrayList<>();
    Deque<Participant> toVisit = new ArrayDeque<>();
    toVisit.add(root);
    while (!toVisit.isEmpty()) {
      Participant participant = toVisit.poll();
      WaitPlace place = participant.waitingIn;
      if (place == null || active.get() != 0) {
        return List.of();
      }
      PoolGroup location = participant.location();
      if (!(place instanceof PoolGroup)) {
        stuck.add(new Stuck(participant, place, location));
      }
      for (PoolGroup group = participant.innermost; group != null; group = group.outer) {
        toVisit.addAll(group.tasks());
      }
    }
    return stuck;
  }

  private static PoolGroup innermostOfBoth(PoolGroup one, PoolGroup other) {
    PoolGroup a = one;
    PoolGroup b = other;
    int depthA = depth(a);
    int depthB = depth(b);
    for (; depthA > depthB; depthA--) {
      a = a.enclosing();
    }
    for (; depthB > depthA; depthB--) {
      b = b.enclosing();
    }
    while (a != b && a != null && b != null) {
      a = a.enclosing();
      b = b.enclosing();
    }
    return a;
  }

  private static int depth(PoolGroup group) {
    int depth = 0;
    for (PoolGroup each = group; each != null; each = each.enclosing()) {
      depth++;
    }
    return depth;
  }

  private static ErrorRecord record(PoolGroup region, List<Stuck> stuck) {
    stuck.sort(Call::compare);
    StringBuilder text = new StringBuilder();
    int named = Math.min(stuck.size(), TASKS_NAMED_MAX);
    for (int i = 0; i < named; i++) {
      Participant participant = stuck.get(i).participant;
      text.append(i == 0 ? "" : "; ").append(participant.describe()).append(' ');
      text.append(stuck.get(i).place.describe(participant));
      if (participant instanceof Task task) {
        String at = task.frame.placeAt(task.frame.state);
        text.append(at.equals(task.frame.place()) ? "" : " at " + at);
      }
    }
    if (stuck.size() > named) {
      text.append("; and ").append(stuck.size() - named).append(" more");
    }
    if (region.recordCount() > 0) {
      ErrorRecord earlier = region.record(0);
      text.append("; before that a task failed: ").append(earlier.type());
      text.append(" \"").append(earlier.message()).append('"');
    }
    return Places.record("deadlock", text.toString(), region.place(), null);
  }

  /** Threads of the host first, then tasks by their own entry. */
  private static int compare(Stuck one, Stuck other) {
    if (!(one.participant instanceof Task a)) {
      return other.participant instanceof Task ? -1 : 0;
    }
    if (!(other.participant instanceof Task b)) {
      return 1;
    }
    int byOrdinal = Long.compare(a.ordinal, b.ordinal);
    return byOrdinal != 0 ? byOrdinal : Long.compare(a.position, b.position);
  }
}
