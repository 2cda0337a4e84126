package dev.luminar.testkit.filetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.emit.bytecode.BytecodeEmitter;
import dev.luminar.emit.c.CEmitter;
import dev.luminar.plan.Plan;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many threads programs start, when these end, and what happens where there are none. */
public final class TeamThreadsTest {
  private static final String STEPS =
      """
      program steps;
      export fn run(xs: i64[], turns: i64) -> f64 {
        var all: f64 = 0.0;
        for t in 0..<turns {
          parallel(i in 0..<len(xs), cores = 4) { xs[i] = xs[i] + 1; }
          parallel(i in 0..<len(xs), cores = 3, schedule = dynamic(7)) reduce(sum: f64 = sum) {
            sum <- f64(xs[i]) / f64(i + 1);
          }
          all = all + sum;
        }
        return all;
      }
      export fn once(xs: i64[], turns: i64) -> f64 {
        parallel(i in 0..<len(xs), cores = 60) reduce(sum: f64 = sum) { sum <- f64(turns) / f64(i + 1); }
        return sum;
      }
      """;

  /** Counts what the program asks for, and refuses from some request on. */
  private static final String MAIN =
      """
      #include "steps.h"
      #include <errno.h>
      #include <pthread.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>

      static int threads_allowed;
      static int memory_allowed;
      static int created;
      static int joined;
      static int allocated;

      int __real_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
      int __wrap_pthread_create(pthread_t *t, const pthread_attr_t *a, void *(*f)(void *), void *x) {
        return created >= threads_allowed ? EAGAIN : (created++, __real_pthread_create(t, a, f, x));
      }

      int __real_pthread_join(pthread_t, void **);
      int __wrap_pthread_join(pthread_t t, void **result) {
        joined++;
        return __real_pthread_join(t, result);
      }

      void *__real_aligned_alloc(size_t, size_t);
      void *__wrap_aligned_alloc(size_t alignment, size_t size) {
        return allocated >= memory_allowed ? NULL : (allocated++, __real_aligned_alloc(alignment, size));
      }

      void *__real_malloc(size_t);
      void *__wrap_malloc(size_t size) {
        return allocated >= memory_allowed ? NULL : (allocated++, __real_malloc(size));
      }

      void *__real_calloc(size_t, size_t);
      void *__wrap_calloc(size_t count, size_t size) {
        return allocated >= memory_allowed ? NULL : (allocated++, __real_calloc(count, size));
      }

      int main(int argc, char **argv) {
        static int64_t xs[70000];
        double result = 0;
        (void)argc;
        threads_allowed = atoi(argv[2]);
        memory_allowed = atoi(argv[3]);
        const int64_t turns = atoi(argv[4]);
        const LumStatus status = strcmp(argv[1], "run") == 0
            ? steps_run(xs, 70000, turns, &result, NULL)
            : steps_once(xs, 70000, turns, &result, NULL);
        int64_t wrong = 0;
        for (int64_t i = 0; i < 70000 && strcmp(argv[1], "run") == 0; i++) {
          wrong += xs[i] != turns;
        }
        printf("status %d, wrong %d, created %d, joined %d, allocated %d, result %a\\n", (int)status, (int)wrong,
            created, joined, allocated, result);
        return 0;
      }
      """;

  TeamThreadsTest() {}

  @TempDir Path folder;
  private Commands commands;

  @BeforeEach
  void open() {
    commands = new Commands(folder);
  }

  @AfterEach
  void close() {
    commands.close();
  }

  private void compile() throws Exception {
    new CEmitter().emit(plan(STEPS)).writeTo(folder);
    Files.writeString(folder.resolve("main.c"), MAIN);
    String wrapped = "-Wl,--wrap=pthread_create,--wrap=pthread_join";
    String memory = "-Wl,--wrap=aligned_alloc,--wrap=malloc,--wrap=calloc";
    Commands.Ended ended =
        commands.run(
            List.of(
                "gcc",
                "-std=c11",
                "-O1",
                wrapped,
                memory,
                "-o",
                "main",
                "main.c",
                "steps.c",
                "-lm",
                "-lpthread"));
    assertThat(ended.status()).as(ended.shown()).isZero();
  }

  private static Plan plan(String text) {
    return Analyzer.lower(Compilation.of("steps", text).analyzed().orElseThrow());
  }

  private String[] run(String function, int threads, int memory, int turns) {
    Commands.Ended ended =
        commands.run(
            List.of(
                "./main",
                function,
                Integer.toString(threads),
                Integer.toString(memory),
                Integer.toString(turns)));
    assertThat(ended.status()).as(ended.shown()).isZero();
    return ended.output().strip().split(", result ");
  }

  @Test
  void threadsAreStartedOnceForALoop() throws Exception {
    // Each turn pays for starting threads, or threads outlive the function.
    compile();
    assertThat(run("run", 100, 1000, 20)[0])
        .startsWith("status 0, wrong 0, created 3, joined 3, allocated ");
  }

  @Test
  void stepsNeedNoMemoryOfTheirOwn() throws Exception {
    // Each turn pays for an allocation, which may wait for a lock of other threads.
    compile();
    assertThat(run("run", 100, 1000, 40)[0]).isEqualTo(run("run", 100, 1000, 4)[0]);
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "1, 1000", "2, 1000", "100, 0", "100, 1", "2, 0"})
  void nothingIsLostWithoutThreadsOrMemory(int threads, int memory) throws Exception {
    // Where a thread or memory cannot be had, iterations are skipped or run twice.
    compile();
    String[] found = run("run", threads, memory, 10);
    assertThat(found[0]).startsWith("status 0, wrong 0, ");
    assertThat(found[1]).isEqualTo(run("run", 100, 1000, 10)[1]);
    assertThat(run("once", threads, memory, 10)[1]).isEqualTo(run("once", 100, 1000, 10)[1]);
  }

  @Test
  void allThreadsOfARegionAreJoined() throws Exception {
    // A thread outlives the region and writes to memory that was given back.
    compile();
    assertThat(run("once", 100, 1000, 1)[0]).contains("created 59, joined 59");
    assertThat(run("once", 40, 1000, 1)[0]).contains("created 40, joined 40");
  }

  /** The program of the tests on the JVM. */
  public interface Turns {
    /** Runs some turns. */
    long run(long[] xs, long turns);
  }

  /** Notes the threads that call it. */
  public static final class Witness {
    Witness() {}

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Returns its argument, unless it is negative. */
    public long seen(long x) {
      threads.add(Thread.currentThread());
      if (x < 0) {
        throw new IllegalStateException("negative");
      }
      return x;
    }
  }

  private static Turns onJvm(Witness witness) {
    Plan plan =
        plan(
            """
            program turns;
            extern fn seen(x: i64) -> i64 pure;
            export fn run(xs: i64[], turns: i64) -> i64 {
              var all: i64 = 0;
              for t in 0..<turns {
                parallel(i in 0..<len(xs), cores = 3) reduce(sum: i64 = sum) { sum <- seen(xs[i]); }
                all = all + sum;
              }
              return all;
            }
            """);
    return new BytecodeEmitter()
        .emit(plan)
        .load()
        .bind(MethodHandles.publicLookup(), Turns.class, witness);
  }

  @Test
  void threadsOnTheJvmAreStartedOnceForALoop() {
    // Each turn starts threads, or threads live on when the call has returned.
    var witness = new Witness();
    assertThat(onJvm(witness).run(new long[] {1, 2, 3, 4, 5, 6}, 200)).isEqualTo(200 * 21);
    assertThat(witness.threads).hasSize(3).contains(Thread.currentThread());
    assertThat(witness.threads.stream().filter(Thread::isAlive))
        .containsExactly(Thread.currentThread());
  }

  @Test
  void anExceptionOfTheHostEndsTheThreads() {
    // Threads of a loop that a host's exception leaves wait for ever.
    var witness = new Witness();
    assertThatThrownBy(() -> onJvm(witness).run(new long[] {1, 2, 3, 4, 5, -6}, 200))
        .hasStackTraceContaining("negative");
    assertThat(witness.threads.stream().filter(Thread::isAlive))
        .containsExactly(Thread.currentThread());
  }

  @Test
  void anInterruptIsKept() {
    // A thread of the host that is interrupted while it waits for a step forgets it, or stops
    // early.
    Thread.currentThread().interrupt();
    var witness = new Witness();
    assertThat(onJvm(witness).run(new long[] {1, 2, 3}, 200)).isEqualTo(200 * 6);
    assertThat(Thread.interrupted()).isTrue();
  }
}
