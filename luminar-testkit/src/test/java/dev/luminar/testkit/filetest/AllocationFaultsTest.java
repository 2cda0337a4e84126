package dev.luminar.testkit.filetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.emit.c.CEmitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Emitted C with its runtime, where each allocation in turn finds no memory. */
public final class AllocationFaultsTest {
  private static final String MIX =
      """
      program mix;
      struct Pair { at: i64; value: f64; }
      fn tree(n: i64) -> i64 {
        if n <= 1 { return n; }
        var sum: i64 = 0;
        concurrent {
          let left = spawn tree(n - 1);
          let right = spawn tree(n - 2);
          let a = await left;
          let b = await right;
          sum = a + b;
        }
        return sum;
      }
      fn flaky(tries: atomic i64[]) -> i64 {
        let before = tries[0].add(1);
        if before == 0 { raise "flaky" ("once"); }
        return before;
      }
      export fn run(n: i64, tries: atomic i64[]) -> i64 {
        atomic total: i64 = 0;
        w: concurrent(on_error = collect, timeout = 1h) {
          channel pairs: Pair (capacity = 3);
          channel results: i64 (capacity = 0);
          task {
            ensure {
              for i in 0..<n { send(pairs, Pair(at: i, value: f64(i) * 0.5)); }
            } cleanup { close(pairs); }
          }
          worker(p from pairs, count = 2) {
            buffer own: i64[4];
            own[p.at & 3] = p.at;
            total.add(own[p.at & 3]);
            if p.at % 4 == 3 { raise "third" ("{0}", p.at); }
            select {
              send(results, p.at) => { }
              timeout 1ms => { }
            }
          }
          task { for r in 0..<2 { let got, ok = poll(results); yield; } }
          let t = spawn flaky(tries) retry(3, 10us);
        }
        let deep = call tree(6);
        let all = total.load();
        return all * 100 + deep * 10 + errors(w);
      }
      """;

  /**
   * Runs the program in children, of which each has one allocation that fails, or all from one on.
   */
  private static final String MAIN =
      """
      #define _POSIX_C_SOURCE 200809L
      #include "mix.h"
      #include <stdatomic.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/wait.h>
      #include <unistd.h>

      static _Atomic long asked, alive;
      static long fails_at = -1;
      static int fails_on;

      static int fails(void) {
        const long number = asked++;
        return fails_at >= 0 && (fails_on ? number >= fails_at : number == fails_at);
      }

      static void *counted(void *memory) {
        alive += memory != NULL;
        return memory;
      }

      void *__real_malloc(size_t);
      void *__wrap_malloc(size_t size) { return fails() ? NULL : counted(__real_malloc(size)); }
      void *__real_calloc(size_t, size_t);
      void *__wrap_calloc(size_t count, size_t size) { return fails() ? NULL : counted(__real_calloc(count, size)); }
      void *__real_aligned_alloc(size_t, size_t);
      void *__wrap_aligned_alloc(size_t alignment, size_t size) {
        return fails() ? NULL : counted(__real_aligned_alloc(alignment, size));
      }
      void *__real_realloc(void *, size_t);
      void *__wrap_realloc(void *memory, size_t size) {
        if (fails()) return NULL;
        void *moved = __real_realloc(memory, size);
        alive += memory == NULL && moved != NULL;
        return moved;
      }
      int __real_posix_memalign(void **, size_t, size_t);
      int __wrap_posix_memalign(void **memory, size_t alignment, size_t size) {
        if (fails()) return 12;
        const int status = __real_posix_memalign(memory, alignment, size);
        alive += status == 0;
        return status;
      }
      void __real_free(void *);
      void __wrap_free(void *memory) {
        alive -= memory != NULL;
        __real_free(memory);
      }

      /* 0: as without a fault; 1: an error that says so; else something is wrong. */
      static int child(void) {
        alarm(60); /* a child that hangs ends by a signal */
        _Atomic int64_t tries[1] = {0};
        int64_t result = 0;
        struct mix_errors errors = {0};
        const LumStatus status = mix_run(12, (void *)tries, 1, &result, &errors);
        int out_of_memory = 0;
        for (int64_t k = 0; k < errors.count; k++) {
          const char *type = errors.items[k].type;
          out_of_memory |= strcmp(type, "out_of_memory") == 0 || strcmp(type, "runtime_unavailable") == 0
              || strcmp(type, "task_failed") == 0;
        }
        mix_errors_free(&errors);
        if (mix_shutdown() != LUM_OK) return 20;
        if (alive != 0) {
          printf("%ld allocations are left at fault %ld\\n", (long)alive, fails_at);
          fflush(stdout);
          return 21;
        }
        if (status == LUM_OK && result == 66 * 100 + 8 * 10 + 3) return 0;
        if (status == LUM_OK && !out_of_memory) {
          printf("result %ld without an error\\n", (long)result);
          fflush(stdout);
          return 22;
        }
        return 1;
      }

      int main(void) {
        int wrong = 0, as_without = 0, reported = 0;
        for (fails_on = 0; fails_on < 2; fails_on++) {
          for (long at = -1; at < FAULTS && wrong < 5; at++) {
            fails_at = at;
            fflush(stdout);
            const pid_t pid = fork();
            if (pid == 0) _exit(child());
            int status = 0;
            waitpid(pid, &status, 0);
            const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
            as_without += code == 0;
            reported += code == 1;
            if (code > 1) {
              printf("fault %ld%s: %d\\n", at, fails_on ? " and on" : "", code);
              wrong++;
            }
          }
        }
        printf("wrong %d, reported %d\\n", wrong, reported);
        return wrong != 0 || reported < 20;
      }
      """;

  AllocationFaultsTest() {}

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

  @Test
  void eachAllocationMayFail() throws Exception {
    // Without memory a program crashes, hangs, leaks, or gives a wrong result without saying so.
    new CEmitter()
        .emit(Analyzer.lower(Compilation.of("mix", MIX).analyzed().orElseThrow()))
        .writeTo(folder);
    Files.writeString(folder.resolve("main.c"), MAIN);
    String wrapped =
        "-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=aligned_alloc,--wrap=posix_memalign,--wrap=free";
    Commands.Ended compiled =
        commands.run(
            List.of(
                "gcc",
                "-std=c11",
                "-O1",
                "-DFAULTS=160",
                wrapped,
                "-o",
                "main",
                "main.c",
                "mix.c",
                "luminar_runtime.c",
                "-lm",
                "-lpthread"));
    assertThat(compiled.status()).as(compiled.shown()).isZero();
    Commands.Ended ended = commands.run(List.of("./main"));
    assertThat(ended.status()).as(ended.shown()).isZero();
  }
}
