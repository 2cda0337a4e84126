package dev.luminar.emit.c;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.plan.Plan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles emitted C as a careful user would. */
final class EmittedCTest {
  @TempDir private Path folder;

  private static List<Plan> plans() {
    return List.of(
        SamplePlans.dot(new Threads.Exactly()),
        SamplePlans.dot(new Threads.Auto(1000, 125)),
        SamplePlans.divide(new RegionErrors.Stop()),
        SamplePlans.divide(new RegionErrors.Collect(3)),
        SamplePlans.divide(new RegionErrors.Ignore()));
  }

  @Test
  void compilesWithoutWarnings() throws Exception {
    // A user who compiles with strict warnings gets some, or an error.
    for (Plan plan : plans()) {
      Compilers.compileStrictly(new CEmitter().emit(plan), folder);
    }
  }

  @Test
  void isDeterministic() {
    // The same program gives different files, so that builds cannot be reproduced.
    for (Plan plan : plans()) {
      assertThat(new CEmitter().emit(plan)).isEqualTo(new CEmitter().emit(plan));
    }
  }

  @Test
  void bareMetalNeedsNothingButTheSystem() throws Exception {
    // A bare-metal program drags in something besides libc, pthreads and libm.
    Set<String> known =
        Set.of(
            "calloc",
            "malloc",
            "realloc",
            "free",
            "memcpy",
            "memmove",
            "memset",
            "strlen",
            "snprintf",
            "qsort",
            "sysconf",
            "pthread_create",
            "pthread_attr_init",
            "pthread_attr_destroy",
            "pthread_attr_setaffinity_np",
            "sched_getaffinity",
            "sched_setaffinity",
            "sched_getcpu",
            "aligned_alloc",
            "pthread_join",
            "__stack_chk_fail",
            "_GLOBAL_OFFSET_TABLE_",
            "__tls_get_addr",
            "__snprintf_chk",
            "__memcpy_chk",
            "__memmove_chk",
            "__memset_chk");
    for (Plan plan : plans()) {
      CFiles files = new CEmitter().emit(plan);
      files.writeTo(folder);
      Compilers.run(
          folder,
          List.of("gcc", "-std=c11", "-O2", "-fPIC", "-c", files.name() + ".c", "-o", "object.o"));
      Set<String> undefined = new TreeSet<>();
      for (String line : Compilers.run(folder, List.of("nm", "-u", "object.o")).split("\n")) {
        undefined.add(line.replace("U ", "").strip());
      }
      undefined.remove("");
      assertThat(known).containsAll(undefined);
    }
  }

  @Test
  void simpleLanesBecomeVectors() throws Exception {
    // The eight lanes of a sum are added one by one, at a quarter of the speed.
    CFiles files = new CEmitter().emit(SamplePlans.dot(new Threads.Exactly()));
    files.writeTo(folder);
    if (!System.getProperty("os.arch").equals("amd64")) {
      return;
    }
    Compilers.run(folder, List.of("gcc", "-std=c11", "-O3", "-S", "-o", "stats.s", "stats.c"));
    assertThat(Files.readString(folder.resolve("stats.s")))
        .contains("mulpd")
        .contains("addpd")
        .doesNotContain("fmadd");
  }

  @Test
  void isCleanUnderSanitizers() throws Exception {
    // Undefined behaviour, a leak, or a data race in emitted C.
    String main =
        """
        #include "divide.h"
        #include <stdio.h>
        int main(void) {
          int64_t xs[1000];
          int64_t ys[1000];
          for (int k = 0; k < 1000; k++) {
            xs[k] = k % 100 == 7 ? 0 : k;
          }
          for (int64_t cores = 1; cores < 20; cores += 3) {
            int64_t result = 0;
            struct divide_errors errors;
            divide_divide(xs, 1000, ys, 1000, cores, &result, &errors);
            printf("%d %s\\n", (int)errors.count, errors.count > 0 ? errors.items[0].message : "");
            divide_errors_free(&errors);
            divide_divide(xs, 1000, ys, 1000, cores, &result, NULL);
          }
          return 0;
        }
        """;
    for (RegionErrors errors : List.of(new RegionErrors.Stop(), new RegionErrors.Collect(3))) {
      CFiles files = new CEmitter().emit(SamplePlans.divide(errors));
      for (String sanitizer : List.of("address,undefined", "thread")) {
        assertThat(Compilers.runSanitized(files, folder, sanitizer, main).lines())
            .hasSize(7)
            .allMatch(line -> line.contains("division of 0 by zero"));
      }
    }
  }

  @Test
  void argumentsAreCheckedBeforeAnythingRuns() throws Exception {
    // A host that passes bad memory gets undefined behaviour, or a buffer that is half written.
    String main =
        """
        #include "divide.h"
        #include <stdio.h>
        int main(void) {
          int64_t xs[4] = {1, 2, 3, 4};
          int64_t *askew = (int64_t *)(uintptr_t)((uintptr_t)xs + 4);
          int64_t result = 0;
          printf("%d ", (int)divide_divide(NULL, 1, xs, 1, 1, &result, NULL));
          printf("%d ", (int)divide_divide(xs, 1, xs, -1, 1, &result, NULL));
          printf("%d ", (int)divide_divide(askew, 1, xs, 1, 1, &result, NULL));
          printf("%d ", (int)divide_divide(xs, 1, xs, 1, 1, NULL, NULL));
          printf("%d\\n", (int)divide_divide(NULL, 0, NULL, 0, 1, &result, NULL));
          return 0;
        }
        """;
    CFiles files = new CEmitter().emit(SamplePlans.divide(new RegionErrors.Stop()));
    assertThat(Compilers.runSanitized(files, folder, "address,undefined", main))
        .isEqualToIgnoringWhitespace("2 2 2 2 0");
  }
}
