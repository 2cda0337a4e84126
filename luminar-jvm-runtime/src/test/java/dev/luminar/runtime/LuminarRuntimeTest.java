package dev.luminar.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.RuntimeConfig;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LuminarRuntimeTest {
  @AfterEach
  void backToNothing() {
    LuminarRuntime.unregister();
    assertThat(LuminarRuntime.shutdownDefault()).isTrue();
  }

  @Test
  void isStartedOnceHoweverManyNeedItFirst() throws InterruptedException {
    // Two default instances would split channels and limits between them; the design's own example
    // has this race.
    for (int round = 0; round < 50; round++) {
      long before = LuminarRuntime.starts();
      int threads = 8;
      CyclicBarrier barrier = new CyclicBarrier(threads);
      ConcurrencyHooks[] seen = new ConcurrencyHooks[threads];
      List<Thread> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int index = i;
        all.add(
            new Thread(() -> {
              try {
                barrier.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              seen[index] = LuminarRuntime.hooks();
            }));
      }
      all.forEach(Thread::start);
      for (Thread thread : all) {
        thread.join();
      }
      Set<ConcurrencyHooks> different = new HashSet<>(List.of(seen));
      assertThat(different).hasSize(1);
      assertThat(LuminarRuntime.starts()).isEqualTo(before + 1);
      assertThat(LuminarRuntime.shutdownDefault()).isTrue();
    }
  }

  @Test
  void isNotStartedBeforeItIsNeeded() {
    // Programs of bare-metal blocks only must not pay for a runtime.
    long before = LuminarRuntime.starts();
    assertThat(LuminarRuntime.isDefaultRunning()).isFalse();
    assertThat(LuminarRuntime.starts()).isEqualTo(before);
    LuminarRuntime.hooks();
    assertThat(LuminarRuntime.isDefaultRunning()).isTrue();
    assertThat(LuminarRuntime.startDefault(RuntimeConfig.DEFAULT)).isFalse();
  }

  @Test
  void isNotShutDownUnderARunningCall() {
    // Its tasks would never end.
    ConcurrencyHooks hooks = LuminarRuntime.hooks();
    Frame call = hooks.callEnter("test", "");
    assertThat(LuminarRuntime.shutdownDefault()).isFalse();
    assertThat(LuminarRuntime.hooks()).isSameAs(hooks);
    hooks.callLeave(call);
  }

  private static ConcurrencyHooks other(int major, long features) {
    return (ConcurrencyHooks)
        Proxy.newProxyInstance(
            LuminarRuntimeTest.class.getClassLoader(),
            new Class<?>[] {ConcurrencyHooks.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "abiMajor" -> major;
                  case "features" -> features;
                  case "hashCode" -> 1;
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void anotherImplementationTakesItsPlace() {
    // A runtime that cannot be replaced cannot be tested, traced, or outgrown.
    ConcurrencyHooks other = other(1, ConcurrencyHooks.FEATURE_STEP_TASKS | 1L << 60);
    assertThat(LuminarRuntime.register(other)).isEqualTo(ConcurrencyHooks.FEATURE_STEP_TASKS);
    assertThat(LuminarRuntime.hooks()).isSameAs(other);
    LuminarRuntime.unregister();
    assertThat(LuminarRuntime.hooks()).isNotSameAs(other);
  }

  @Test
  void anotherMajorVersionIsRefused() {
    // Calls of another contract would do something else than the program asks for.
    ConcurrencyHooks older = other(0, ConcurrencyHooks.FEATURE_STEP_TASKS);
    ConcurrencyHooks poorer = other(1, 0);
    assertThatThrownBy(() -> LuminarRuntime.register(older))
        .hasMessageContaining("major version 0");
    assertThatThrownBy(() -> LuminarRuntime.register(poorer)).hasMessageContaining("step tasks");
  }

  @Test
  void settingsWithoutEffectAreRefused() {
    // A setting that is silently ignored is believed to work.
    RuntimeConfig config = RuntimeConfig.DEFAULT;
    for (RuntimeConfig each :
        List.of(
            config.withUseWorkStealing(false),
            config.withEnableNumaAwareness(true),
            config.withUseLockFreeChannels(false),
            config.withEnableErrorRecovery(false),
            config.withUseCustomAllocator(true),
            config.withSharedMemoryPoolSize(1),
            config.withEnableProfiling(true),
            config.withEnableTaskTracing(true))) {
      assertThat(each.settingsWithoutEffect()).hasSize(1);
      assertThatThrownBy(() -> LuminarRuntime.start(each))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(each.settingsWithoutEffect().get(0));
    }
    assertThatThrownBy(() -> config.withMaxThreads(-1)).hasMessageContaining("maxThreads");
    assertThatThrownBy(() -> config.withMaxThreads(1025)).hasMessageContaining("maxThreads");
    assertThatThrownBy(() -> config.withDefaultChannelCapacity(-1))
        .hasMessageContaining("Capacity");
    LuminarRuntime runtime =
        LuminarRuntime.start(
            config
                .withMaxThreads(3)
                .withDefaultChannelCapacity(7)
                .withCollectErrorStatistics(true));
    assertThat(runtime.hooksOfInstance().channelCreate(null, -1, false, "c", "").capacity())
        .isEqualTo(7);
    runtime.close();
  }

  @Test
  void nullArgumentsAreNamed() {
    // A null that is noticed later is blamed on somebody else.
    assertThatThrownBy(() -> LuminarRuntime.register(null)).hasMessage("hooks");
    assertThatThrownBy(() -> LuminarRuntime.start(null)).hasMessage("config");
    ConcurrencyHooks hooks = LuminarRuntime.hooks();
    assertThatThrownBy(() -> hooks.callEnter(null, "")).hasMessage("name");
    assertThatThrownBy(() -> hooks.channelClose(null, null)).hasMessage("channel");
    assertThatThrownBy(() -> hooks.groupCancel(null)).hasMessage("group");
    assertThatThrownBy(() -> hooks.taskCheck(null)).hasMessage("task");
    assertThatThrownBy(() -> hooks.spawnTask(null)).hasMessage("descriptor");
  }
}
