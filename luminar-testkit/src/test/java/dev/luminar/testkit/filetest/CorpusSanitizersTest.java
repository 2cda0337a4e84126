package dev.luminar.testkit.filetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.nativeruntime.NativeRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The emitted C of every filetest that has calls, called from C, under sanitizers. Nothing that
 * they report is suppressed.
 *
 * <p>All programs of a sanitizer are one executable, with the runtime in it once; each runs in a
 * process of its own, so that a report, a leak or a hang is about one filetest. Programs that leave
 * the number of threads to the compiler run as they are and on exactly 7 threads; under the thread
 * sanitizer on 2 as well, which on the other hand leaves out programs that start no threads.
 */
@EnabledIfSystemProperty(
    named = "luminar.sanitizers",
    matches = "true",
    disabledReason = "takes minutes; ./check runs it, or -Dluminar.sanitizers=true")
class CorpusSanitizersTest {
  private static final int[] THREADS_FORCED = {2, 7};
  private static final int SECONDS_MAX = 60;
  private static final String PLANTED = "planted.c";

  @TempDir static Path folder;

  private final Commands commands = new Commands(folder);

  /**
   * A sanitizer.
   *
   * @param name its name in the names of tests and files
   * @param flag what the compiler is told
   * @param variables its environment
   */
  private record Sanitizer(String name, String flag, List<String> variables) {
    /** A huge buffer is a failed allocation, as it is without sanitizer. */
    static final Sanitizer ADDRESS =
        new Sanitizer(
            "address",
            "-fsanitize=address,undefined",
            List.of(
                "ASAN_OPTIONS=allocator_may_return_null=1:detect_stack_use_after_return=1",
                "UBSAN_OPTIONS=print_stacktrace=1"));

    static final Sanitizer THREAD =
        new Sanitizer(
            "thread", "-fsanitize=thread", List.of("TSAN_OPTIONS=allocator_may_return_null=1"));

    /** How code is compiled for it. */
    List<String> options() {
      return List.of(
          "-O1", "-g1", "-fno-omit-frame-pointer", flag, "-fno-sanitize-recover=all", "-pthread");
    }

    boolean concerns(CorpusProgram program) {
      return this == ADDRESS ? !program.name().endsWith("t2") : program.startsThreads();
    }
  }

  @AfterEach
  void close() {
    commands.close();
  }

  @TestFactory
  Stream<DynamicNode> runsClean() throws IOException {
    // Emitted C or the runtime would corrupt memory, leak, race, or have no defined meaning.
    CorpusDriver.writeSharedTo(folder);
    NativeRuntime.writeTo(folder);
    List<CorpusProgram> programs = programs();
    assertThat(programs).isNotEmpty();
    for (CorpusProgram program : programs) {
      program.writeTo(folder);
      Files.writeString(folder.resolve(program.name() + "_driver.c"), CorpusDriver.of(program));
    }
    Map<CorpusProgram, CompletableFuture<Void>> drivers = new LinkedHashMap<>();
    for (CorpusProgram program : programs) {
      String source = program.name() + "_driver.c";
      drivers.put(
          program,
          commands.later(
              () -> compile(List.of("-O0"), source, object(program.name() + "_driver"))));
    }
    return Stream.of(Sanitizer.ADDRESS, Sanitizer.THREAD)
        .map(sanitizer -> container(sanitizer, drivers));
  }

  @ParameterizedTest
  @CsvSource({
    "overrun, heap-buffer-overflow",
    "overflow, signed integer overflow",
    "leak, LeakSanitizer",
    "race, data race"
  })
  void findsPlantedBugs(String bug, String report) throws IOException {
    // Sanitizers that see nothing would leave all tests green.
    Sanitizer sanitizer = bug.equals("race") ? Sanitizer.THREAD : Sanitizer.ADDRESS;
    CorpusDriver.writeTo(folder, PLANTED);
    String program = "planted_" + sanitizer.name();
    List<String> command = new ArrayList<>(List.of("gcc", "-std=c11"));
    command.addAll(sanitizer.options());
    command.addAll(List.of(PLANTED, "-o", program));
    successful(command);

    Commands.Ended ended = run(sanitizer, program, bug);

    assertThat(ended.status()).isNotZero();
    assertThat(CorpusReplies.report(ended.output())).contains(report);
  }

  private static List<CorpusProgram> programs() {
    List<CorpusProgram> programs = new ArrayList<>();
    CorpusProgram.accepted()
        .forEach((test, compilation) -> {
          if (test.section("run").isEmpty()) {
            return;
          }
          String name = "f%04d".formatted(programs.size());
          programs.add(CorpusProgram.of(test, compilation, test.name(), name));
          if (ForcedThreads.concerns(compilation.program().orElseThrow())) {
            for (int threads : THREADS_FORCED) {
              programs.add(
                  CorpusProgram.of(
                      test,
                      compilation.withThreads(threads),
                      test.name() + " on " + threads + " threads",
                      name + "t" + threads));
            }
          }
        });
    return programs;
  }

  private DynamicNode container(
      Sanitizer sanitizer, Map<CorpusProgram, CompletableFuture<Void>> drivers) {
    Map<CorpusProgram, CompletableFuture<Void>> objects = new LinkedHashMap<>();
    List<CompletableFuture<Void>> shared =
        Stream.of(NativeRuntime.SOURCE_FILE, CorpusDriver.SOURCE)
            .map(source -> compile(sanitizer, source.replace(".c", "")))
            .toList();
    drivers.forEach((program, driver) -> {
      if (sanitizer.concerns(program)) {
        objects.put(
            program,
            compile(sanitizer, program.name()).thenCombine(driver, (object, other) -> object));
      }
    });
    CompletableFuture<Void> executable =
        CompletableFuture.allOf(objects.values().toArray(CompletableFuture[]::new))
            .handle((nothing, failure) -> nothing)
            .thenCombine(
                CompletableFuture.allOf(shared.toArray(CompletableFuture[]::new)),
                (nothing, also) -> nothing)
            .thenRun(() -> link(sanitizer, objects));
    List<DynamicTest> tests = new ArrayList<>();
    objects.forEach((program, object) -> {
      CompletableFuture<Commands.Ended> running =
          object
              .thenCombine(executable, (compiled, linked) -> compiled)
              .thenCompose(
                  ready -> commands.later(() -> run(sanitizer, sanitizer.name(), program.name())));
      tests.add(DynamicTest.dynamicTest(program.label(), () -> check(program, running)));
    });
    return DynamicContainer.dynamicContainer(sanitizer.name(), tests);
  }

  private CompletableFuture<Void> compile(Sanitizer sanitizer, String name) {
    return commands.later(
        () -> compile(sanitizer.options(), name + ".c", object(name + "." + sanitizer.name())));
  }

  private Void compile(List<String> options, String source, String object) {
    List<String> command = new ArrayList<>(List.of("gcc", "-std=c11"));
    command.addAll(options);
    command.addAll(List.of("-c", source, "-o", object));
    successful(command);
    return null;
  }

  private static String object(String name) {
    return name + ".o";
  }

  private void link(Sanitizer sanitizer, Map<CorpusProgram, CompletableFuture<Void>> objects) {
    List<CorpusProgram> compiled =
        objects.keySet().stream().filter(p -> !objects.get(p).isCompletedExceptionally()).toList();
    String main = sanitizer.name() + "_main.c";
    List<String> command = new ArrayList<>(List.of("gcc", sanitizer.flag(), "-pthread", main));
    for (CorpusProgram program : compiled) {
      command.add(object(program.name() + "." + sanitizer.name()));
      command.add(object(program.name() + "_driver"));
    }
    for (String source : List.of(NativeRuntime.SOURCE_FILE, CorpusDriver.SOURCE)) {
      command.add(object(source.replace(".c", "") + "." + sanitizer.name()));
    }
    command.addAll(List.of("-lm", "-o", sanitizer.name()));
    try {
      Files.writeString(folder.resolve(main), CorpusDriver.main(compiled));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    successful(command);
  }

  private void successful(List<String> command) {
    Commands.Ended ended = commands.run(command);
    if (ended.status() != 0) {
      throw new AssertionError(String.join(" ", command) + "\n" + ended.shown());
    }
  }

  private Commands.Ended run(Sanitizer sanitizer, String executable, String argument) {
    // Where addresses are randomized over more bits than the sanitizer knows, it fails at start.
    return commands.run(
        List.of(
            "setarch",
            "-R",
            "timeout",
            "--kill-after=5",
            Integer.toString(SECONDS_MAX),
            "./" + executable,
            argument),
        sanitizer.variables());
  }

  private static void check(CorpusProgram program, CompletableFuture<Commands.Ended> running) {
    Commands.Ended ended;
    try {
      ended = running.join();
    } catch (CompletionException e) {
      throw new AssertionError(program.label() + ": " + e.getCause().getMessage(), e.getCause());
    }
    String report = CorpusReplies.report(ended.output());
    if (ended.status() != 0 || !report.isEmpty()) {
      throw new AssertionError(
          "%s: status %d in %s\n%s"
              .formatted(
                  program.label(),
                  ended.status(),
                  CorpusReplies.lastCase(ended.output()),
                  new Commands.Ended(ended.status(), report).shown()));
    }
    CorpusReplies replies = new CorpusReplies(ended.output());
    FiletestRunner.run(
        program.test(),
        program.compilation().program().orElseThrow(),
        replies,
        new Targets.OfInterpreter().load(program.compilation().analyzed().orElseThrow()));
    replies.close();
  }
}
