package dev.luminar.runtime.pool;

import static dev.luminar.runtime.pool.Frames.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.ErrorContext;
import dev.luminar.runtime.hook.ErrorRecord;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.Status;
import dev.luminar.runtime.hook.Step;
import dev.luminar.runtime.hook.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupTest extends Running {
  @Test
  void joinWaitsForAllTasks() {
    // A block that ends before its tasks frees what they still use.
    Frame call = call();
    AtomicInteger done = new AtomicInteger();
    for (int round = 0; round < 200; round++) {
      Group group = group(call);
      for (int i = 0; i < 20; i++) {
        start(
            call,
            group,
            new Frames.Once(
                hooks,
                event -> {
                  done.incrementAndGet();
                  return Step.DONE;
                }),
            0,
            i);
      }
      assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
      assertThat(done.get()).isEqualTo(20 * (round + 1));
    }
  }

  @Test
  void dropRunsExactlyOnce() {
    // A frame dropped twice frees twice; one never dropped leaks.
    Frame call = call();
    Group group = group(call);
    List<Frames.Base> frames = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      frames.add(start(call, group, new Frames.Once(hooks, event -> Step.DONE), 0, i));
    }
    frames.add(start(call, group, new Frames.Yielding(hooks), 1, 0));
    hooks.groupCancel(group);
    Frames.Base refused = new Frames.Yielding(hooks);
    assertThat(hooks.taskStart(call, group, refused, 1, 1)).isEqualTo(Status.CANCELLED);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(frames).allMatch(frame -> frame.drops == 1);
    assertThat(refused.drops).isZero();
  }

  @Test
  void stopKeepsTheSmallestPathRaised() {
    // STOP must report the same error whatever order the tasks fail in.
    Frame call = call();
    for (int round = 0; round < 300; round++) {
      Group group = group(call);
      // All fail, since a task that was started takes its first step in any case.
      int started = 0;
      for (int i = 9; i >= 0; i--) {
        started =
            hooks.taskStart(call, group, new Frames.Failing(hooks, "e" + i), 0, i) == Status.OK
                ? i
                : started;
      }
      assertThat(joinAndClose2(call, group)).containsExactly(0, started);
    }
  }

  private long[] joinAndClose2(Frame call, Group group) {
    hooks.groupJoin(call, group);
    assertThat(hooks.groupOutcome(group)).isEqualTo(Status.FAILED);
    ErrorRecord record = hooks.groupErrorAt(group, 0);
    assertThat(hooks.groupRecordCount(group)).isEqualTo(1);
    hooks.groupClose(group);
    return record.path();
  }

  @Test
  void collectKeepsTheSmallestPathsAndTheTrueCount() {
    // A bounded list that keeps other records than the smallest differs from run to run.
    Frame call = call();
    Group group = hooks.groupOpen(call, Strategy.COLLECT, 5, "work", "", NEVER);
    for (int i = 999; i >= 0; i--) {
      start(call, group, new Frames.Failing(hooks, "e" + i), i % 2, i);
    }
    hooks.groupJoin(call, group);
    assertThat(hooks.groupOutcome(group)).isEqualTo(Status.OK);
    assertThat(hooks.groupErrorCount(group)).isEqualTo(1000);
    assertThat(hooks.groupRecordCount(group)).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      ErrorRecord record = hooks.groupErrorAt(group, i);
      assertThat(record.path()).containsExactly(0, 2L * i);
      assertThat(record.type()).isEqualTo("e" + 2 * i);
      assertThat(record.message()).isEqualTo("42 is bad");
    }
    hooks.groupClose(group);
    assertThat(hooks.callErrorCount(call)).isEqualTo(1000);
    assertThat(hooks.callTakeErrors(call)).hasSize(5);
    assertThat(hooks.callErrorCount(call)).isZero();
  }

  @Test
  void unboundedAndIgnoredErrors() {
    // An error storm must neither lose records that were asked for nor keep those that were not.
    Frame call = call();
    Group unbounded =
        hooks.groupOpen(call, Strategy.COLLECT, Strategy.UNBOUNDED, "work", "", NEVER);
    for (int i = 0; i < 20_000; i++) {
      start(call, unbounded, new Frames.Failing(hooks, "e"), 0, i);
    }
    hooks.groupJoin(call, unbounded);
    assertThat(hooks.groupRecordCount(unbounded)).isEqualTo(20_000);
    assertThat(hooks.groupErrorAt(unbounded, 19_999).path()).containsExactly(0, 19_999);
    hooks.groupDiscard(unbounded);
    Group ignored = group(call, Strategy.IGNORE);
    for (int i = 0; i < 100; i++) {
      start(call, ignored, new Frames.Failing(hooks, "e"), 0, i);
    }
    hooks.groupJoin(call, ignored);
    assertThat(hooks.groupErrorCount(ignored)).isEqualTo(100);
    assertThat(hooks.groupRecordCount(ignored)).isZero();
    assertThat(hooks.groupOutcome(ignored)).isEqualTo(Status.OK);
    hooks.groupClose(ignored);
    assertThat(hooks.callErrorCount(call)).isZero();
  }

  @Test
  void workersRecordItemsAndGoOn() {
    // A worker that ends at the first bad item loses all later ones under COLLECT.
    Frame call = call();
    Group group = group(call, Strategy.COLLECT);
    Chan channel = hooks.channelCreate(call, 4, false, "items", "");
    List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    start(call, group, new Frames.Sender(hooks, channel, 0, 100, true), 0, 0);
    for (int i = 0; i < 3; i++) {
      Frame[] self = new Frame[1];
      self[0] =
          new Frames.Receiver(
              hooks,
              channel,
              value -> {
                if (value % 10 == 0) {
                  statuses.add(
                      hooks.taskRecordError(self[0], self[0].itemOrdinal, Frames.error("bad")));
                }
              });
      start(call, group, self[0], 1, i);
    }
    hooks.groupJoin(call, group);
    assertThat(statuses).hasSize(10).containsOnly(Status.OK);
    for (int i = 0; i < 10; i++) {
      assertThat(hooks.groupErrorAt(group, i).path()).containsExactly(1, 10L * i);
    }
    hooks.groupClose(group);
  }

  @Test
  void tasksSayWhereTheyAre() {
    // Errors inside two items of one worker cannot be told apart, or the worker's own error moves.
    Frame call = call();
    Group group = group(call, Strategy.COLLECT);
    start(call, group, new Moving(hooks, 3), 1, 5);
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    List<String> paths = new ArrayList<>();
    for (ErrorRecord record : hooks.callTakeErrors(call)) {
      paths.add(Arrays.toString(record.path()));
    }
    assertThat(paths)
        .containsExactly(
            "[1, 5]",
            "[1, 10]",
            "[1, 10, 3, 0]",
            "[1, 10, 3, 1]",
            "[1, 11]",
            "[1, 11, 3, 0]",
            "[1, 11, 3, 1]",
            "[1, 12]",
            "[1, 12, 3, 0]",
            "[1, 12, 3, 1]");
  }

  /** Opens a block in each of {@code places} places, and then fails. */
  private static final class Moving extends Frames.Base {
    private final int places;
    private Group inner;

    Moving(ConcurrencyHooks hooks, int places) {
      super(hooks);
      this.places = places;
    }

    @Override
    public int step(Frame task, int event) {
      while (state < places) {
        if (inner == null) {
          hooks.taskSetPosition(task, 10 + state);
          hooks.callAppendError(task, Frames.error("moved"));
          inner = hooks.groupOpen(task, Strategy.COLLECT, 0, "inner", "", NEVER);
          assertThatIllegalStateException().isThrownBy(() -> hooks.taskSetPosition(task, 99));
          for (int i = 0; i < 2; i++) {
            hooks.taskStart(task, inner, new Frames.Failing(hooks, "e"), 3, i);
          }
          if (hooks.groupJoinBegin(task, inner) == Status.PENDING) {
            return Step.WAIT;
          }
        }
        hooks.groupOutcome(inner);
        hooks.groupClose(inner);
        inner = null;
        state++;
      }
      hooks.taskFail(task, Frames.error("own"));
      return Step.FAILED;
    }
  }

  @Test
  void runtimeStrategyShowsEachRecordToTheHandler() {
    // A handler that is not called cannot log.
    List<ErrorContext> shown = new ArrayList<>();
    hooks.errorSetHandler(shown::add);
    Frame call = call();
    Group group = group(call, Strategy.RUNTIME);
    for (int i = 0; i < 50; i++) {
      start(call, group, new Frames.Failing(hooks, "e"), 0, i);
    }
    assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
    assertThat(shown).hasSize(50).allMatch(context -> context.message().equals("42 is bad"));
    assertThat(hooks.callTakeErrors(call)).hasSize(50);
  }

  @Test
  void stepsThatThrowEndAsErrors() {
    // An exception that escapes a step must neither kill a pool thread nor hang the block.
    Frame call = call();
    Group group = group(call, Strategy.COLLECT);
    start(
        call,
        group,
        new Frames.Once(
            hooks,
            event -> {
              throw new IllegalStateException("boom {0}");
            }),
        0,
        0);
    start(
        call,
        group,
        new Frames.Once(
            hooks,
            event -> {
              throw new OutOfMemoryError("none");
            }),
        0,
        1);
    start(call, group, new Frames.Once(hooks, event -> Step.FAILED), 0, 2);
    start(call, group, new Frames.Once(hooks, event -> Step.WAIT), 0, 3);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupErrorAt(group, 0).message()).contains("boom {0}");
    assertThat(hooks.groupErrorAt(group, 0).userData()).isInstanceOf(IllegalStateException.class);
    assertThat(hooks.groupErrorAt(group, 1).type()).isEqualTo("out_of_memory");
    assertThat(hooks.groupErrorAt(group, 2).message()).contains("without an error record");
    assertThat(hooks.groupErrorAt(group, 3).message()).contains("without a pending operation");
    hooks.groupClose(group);
  }

  @Test
  void groupsNestInTasks() {
    // Blocks inside tasks of blocks: each owner must be resumed exactly when its own block is done.
    Frame call = call();
    for (int round = 0; round < 20; round++) {
      AtomicInteger leaves = new AtomicInteger();
      Group group = group(call);
      start(call, group, new Nest(hooks, 5, 3, leaves, false), 0, 0);
      assertThat(joinAndClose(call, group)).isEqualTo(Status.OK);
      assertThat(leaves.get()).isEqualTo(243);
    }
  }

  @Test
  void errorsOfInnerGroupsCarryTheWholePath() {
    // A path that lacks a level cannot tell which task failed, and orders records wrongly.
    Frame call = call();
    Group group = group(call, Strategy.STOP);
    start(call, group, new Nest(hooks, 3, 1, new AtomicInteger(), true), 4, 9);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupOutcome(group)).isEqualTo(Status.FAILED);
    assertThat(hooks.groupErrorAt(group, 0).path()).containsExactly(4, 9, 3, 0, 2, 0, 1, 0);
    hooks.groupClose(group);
  }

  @Test
  void tasksThatTasksSpawnExtendTheirStartersPath() {
    // Two spawned tasks of different starters would otherwise have the same path.
    Frame call = call();
    Group group = group(call, Strategy.COLLECT);
    Frame[] self = new Frame[1];
    self[0] =
        new Frames.Once(
            hooks,
            event -> {
              start(self[0], group, new Frames.Failing(hooks, "inner"), 5, 6);
              return Step.DONE;
            });
    start(call, group, self[0], 1, 2);
    hooks.groupJoin(call, group);
    assertThat(hooks.groupErrorAt(group, 0).path()).containsExactly(1, 2, 5, 6);
    hooks.groupClose(group);
  }

  @Test
  void theCallsListIsInTheOrderOfRegionsAndPaths() {
    // The list must not depend on which task was faster.
    Frame call = call();
    for (int region = 0; region < 3; region++) {
      Group group = group(call, Strategy.COLLECT);
      for (int i = 9; i >= 0; i--) {
        start(call, group, new Frames.Failing(hooks, "r" + region), 0, i);
      }
      joinAndClose(call, group);
    }
    ErrorRecord[] records = hooks.callTakeErrors(call);
    for (int i = 0; i < 30; i++) {
      assertThat(records[i].type()).isEqualTo("r" + i / 10);
      assertThat(records[i].path()).containsExactly(0, i % 10);
    }
  }

  @Test
  void anExceptionInTheHostEndsItsGroups() {
    // A host that leaves by an exception must not leave tasks behind.
    Frame call = call();
    Frames.Yielding yielding = new Frames.Yielding(hooks);
    start(call, group(call), yielding, 0, 0);
    start(call, group(call), new Frames.Yielding(hooks), 0, 0);
    hooks.callLeave(call);
    assertThat(yielding.drops).isEqualTo(1);
    assertThat(hooks.counters().groupsAlive()).isZero();
  }
}
