package dev.luminar.emit.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.host.ErrorRecord;
import dev.luminar.host.LuminarException;
import dev.luminar.plan.RegionErrors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs compiled programs with tasks. */
final class TaskProgramTest {
  /** The functions of the program of {@link TaskPlans#pipe}. */
  public interface Pipe {
    long sum(long n, long bad, List<ErrorRecord> errors);
  }

  @TempDir private Path folder;

  @Test
  void itemsTravelThroughAChannel() {
    // A step resumes at the wrong place, or a message is lost.
    try (NativeProgram program = NativeProgram.compile(TaskPlans.pipe(new RegionErrors.Stop()))) {
      Pipe pipe = program.bind(Pipe.class);
      for (int k = 0; k < 20; k++) {
        assertThat(pipe.sum(1000, -1, new ArrayList<>())).isEqualTo(499_500);
      }
      assertThat(program.runtimeStarts()).isEqualTo(1);
    }
  }

  @Test
  void anErrorStopsTheBlock() {
    // An error of a task is lost, or the block goes on without it.
    try (NativeProgram program = NativeProgram.compile(TaskPlans.pipe(new RegionErrors.Stop()))) {
      Pipe pipe = program.bind(Pipe.class);
      assertThatThrownBy(() -> pipe.sum(1000, 10, new ArrayList<>()))
          .isInstanceOfSatisfying(
              LuminarException.class,
              e ->
                  assertThat(e.error().toString())
                      .isEqualTo("error bad \"item 10 is bad\" at 1:10"));
    }
  }

  @Test
  void aFailingItemDoesNotEndItsWorker() {
    // Under COLLECT a worker stops at the first bad item.
    try (NativeProgram program =
        NativeProgram.compile(TaskPlans.pipe(new RegionErrors.Collect(3)))) {
      Pipe pipe = program.bind(Pipe.class);
      List<ErrorRecord> errors = new ArrayList<>();
      assertThat(pipe.sum(1000, 10, errors)).isEqualTo(499_490 + 1_000_000);
      assertThat(errors).hasToString("[error bad \"item 10 is bad\" at 1:10]");
    }
  }

  @Test
  void compilesWithoutWarnings() throws Exception {
    // A user who compiles a program with tasks strictly gets warnings.
    Compilers.compileStrictly(
        new CEmitter().emit(TaskPlans.pipe(new RegionErrors.Ignore())), folder);
  }

  @Test
  void isCleanUnderSanitizers() throws Exception {
    // Frames, channels or records leak or race in emitted C or beneath it.
    String main =
        """
        #include "pipe.h"
        #include <stdio.h>
        int main(void) {
          for (int k = 0; k < 5; k++) {
            int64_t result = 0;
            struct pipe_errors errors;
            pipe_sum(200, 10, &result, &errors);
            printf("%d\\n", (int)errors.count);
            pipe_errors_free(&errors);
          }
          printf("shutdown %d %d\\n", (int)pipe_shutdown(), (int)pipe_shutdown());
          int64_t result = 0;
          printf("after %d\\n", (int)pipe_sum(1, 10, &result, NULL));
          return 0;
        }
        """;
    for (RegionErrors errors : List.of(new RegionErrors.Stop(), new RegionErrors.Collect(3))) {
      CFiles files = new CEmitter().emit(TaskPlans.pipe(errors));
      for (String sanitizer : List.of("address,undefined", "thread")) {
        assertThat(Compilers.runSanitized(files, folder, sanitizer, main))
            .isEqualTo("1\n1\n1\n1\n1\nshutdown 0 0\nafter 4\n");
      }
    }
  }
}
