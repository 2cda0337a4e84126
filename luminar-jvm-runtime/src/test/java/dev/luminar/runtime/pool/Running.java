package dev.luminar.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.hook.Counters;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.hook.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A runtime and a call for one test; afterwards nothing may be alive and no thread left. */
abstract class Running {
  final PoolRuntime hooks = new PoolRuntime(RuntimeConfig.DEFAULT.withMaxThreads(4));
  private final Watchdog watchdog = new Watchdog();
  private final List<Frame> calls = new ArrayList<>();

  Frame call() {
    Frame call = hooks.callEnter("test", "test.lum:1");
    calls.add(call);
    return call;
  }

  Group group(Frame owner, int strategy) {
    return hooks.groupOpen(owner, strategy, 0, "work", "test.lum:2", Frames.NEVER);
  }

  Group group(Frame owner) {
    return group(owner, Strategy.STOP);
  }

  <F extends Frame> F start(Frame starter, Group group, F frame, long ordinal, long position) {
    assertThat(hooks.taskStart(starter, group, frame, ordinal, position)).isZero();
    return frame;
  }

  int joinAndClose(Frame owner, Group group) {
    hooks.groupJoin(owner, group);
    int outcome = hooks.groupOutcome(group);
    hooks.groupClose(group);
    return outcome;
  }

  @AfterEach
  void nothingIsLeft() {
    watchdog.close();
    calls.forEach(hooks::callLeave);
    Counters counters = hooks.counters();
    assertThat(counters.callsAlive()).isZero();
    assertThat(counters.framesAlive()).isZero();
    assertThat(counters.groupsAlive()).isZero();
    assertThat(counters.tasksFinished()).isEqualTo(counters.tasksStarted());
    assertThat(hooks.shutdown()).isTrue();
    assertThat(hooks.counters().threads()).isZero();
  }
}
