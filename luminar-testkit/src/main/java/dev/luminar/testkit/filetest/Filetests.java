package dev.luminar.testkit.filetest;

import static java.util.Objects.requireNonNull;

import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.emit.c.NativeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes JUnit tests of a folder of filetests: a container for each file, a test for each thing that
 * it says.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> filetests() {
 *   return Filetests.in(Path.of("src/test/filetests"));
 * }
 * }</pre>
 *
 * <p>Each {@code run} line is answered by the interpreter, by emitted bytecode and by emitted C.
 * Programs whose parallel blocks leave the number of threads to the compiler run as they are and
 * again on exactly 2 and 7 threads.
 *
 * <p>System properties: {@code luminar.bless=true} rewrites the expectations; {@code
 * luminar.filetest=TEXT} takes only files whose path contains the text; {@code
 * luminar.filetest.targets=interpreter,jvm,c} chooses the targets; {@code
 * luminar.filetest.cflags=FLAGS} replaces the flags of the C compiler, {@code -O1}.
 */
public final class Filetests {
  private static final String SUFFIX = ".lum";

  private final List<String> targets =
      List.of(System.getProperty("luminar.filetest.targets", "interpreter,jvm,c").split(","));
  private final String only = System.getProperty("luminar.filetest", "");
  private final NativeOptions options =
      NativeOptions.DEFAULT.withFlags(
          System.getProperty("luminar.filetest.cflags", "-O1").split(" "));
  private final ExecutorService compilers =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors()),
          task -> {
            Thread thread = new Thread(task, "luminar-filetest-compiler");
            thread.setDaemon(true);
            return thread;
          });

  private Filetests() {}

  /**
   * Returns the tests of all files below a folder that end in {@code .lum}, in the order of their
   * names.
   */
  public static Stream<DynamicNode> in(Path folder) {
    requireNonNull(folder, "folder");
    Filetests tests = new Filetests();
    List<DynamicNode> nodes = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      if (name.contains(tests.only)) {
        nodes.add(tests.container(file, name));
      }
    }
    tests.compilers.shutdown();
    return nodes.stream();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DynamicNode container(Path file, String name) {
    List<DynamicTest> tests = new ArrayList<>();
    try {
      Filetest test = Filetest.parse(name, Files.readString(file));
      Compilation compilation = Compilation.of(name, test.program());
      if (Blessing.isOn()) {
        tests.add(DynamicTest.dynamicTest("bless", () -> Blessing.bless(file, test, compilation)));
      } else {
        add(test, compilation, tests);
      }
    } catch (IOException | RuntimeException e) {
      tests.add(
          DynamicTest.dynamicTest(
              "read",
              () -> {
                throw new AssertionError(name + ": " + e, e);
              }));
    }
    return DynamicContainer.dynamicContainer(name, file.toUri(), tests.stream());
  }

  private void add(Filetest test, Compilation compilation, List<DynamicTest> tests) {
    tests.add(
        DynamicTest.dynamicTest(
            "diagnostics", () -> FiletestRunner.diagnostics(test, compilation)));
    if (compilation.analyzed().isEmpty()) {
      return;
    }
    AnalyzedProgram program = compilation.analyzed().get();
    for (Filetest.Section section : test.sections()) {
      if (!section.kind().equals("run")) {
        tests.add(
            DynamicTest.dynamicTest(
                (section.kind() + " " + section.option()).strip(),
                () -> FiletestRunner.section(section, program)));
      }
    }
    if (test.section("run").isPresent()) {
      addRuns(test, compilation, tests);
    }
  }

  private void addRuns(Filetest test, Compilation compilation, List<DynamicTest> tests) {
    Target.Loaded reference =
        new Targets.OfInterpreter().load(compilation.analyzed().orElseThrow());
    if (targets.contains("interpreter")) {
      add("run interpreter", test, compilation, tests, () -> reference, reference);
    }
    List<Target> compiled = new ArrayList<>();
    if (targets.contains("jvm")) {
      compiled.add(new Targets.OfBytecode());
    }
    if (targets.contains("c")) {
      compiled.add(new Targets.OfC(options));
    }
    boolean isForced = ForcedThreads.concerns(compilation.program().orElseThrow());
    for (Target target : compiled) {
      add("run " + target.name(), test, compilation, tests, later(target, compilation), reference);
      for (int threads : isForced ? new int[] {2, 7} : new int[0]) {
        if (threads == 7 || target instanceof Targets.OfBytecode) {
          Compilation forced = compilation.withThreads(threads);
          String name = "run " + target.name() + " on " + threads + " threads";
          add(name, test, forced, tests, later(target, forced), reference);
        }
      }
    }
  }

  /** Compiles in the background, since C takes its time. */
  private Supplier<Target.Loaded> later(Target target, Compilation compilation) {
    AnalyzedProgram program = compilation.analyzed().orElseThrow();
    if (target instanceof Targets.OfBytecode) {
      return () -> target.load(program);
    }
    CompletableFuture<Target.Loaded> loading =
        CompletableFuture.supplyAsync(() -> target.load(program), compilers);
    return () -> {
      try {
        return loading.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    };
  }

  private static void add(
      String name,
      Filetest test,
      Compilation compilation,
      List<DynamicTest> tests,
      Supplier<Target.Loaded> loading,
      Target.Loaded reference) {
    tests.add(
        DynamicTest.dynamicTest(
            name,
            () ->
                FiletestRunner.within(() -> {
                  try (Target.Loaded loaded = loading.get()) {
                    FiletestRunner.run(
                        test, compilation.program().orElseThrow(), loaded, reference);
                  }
                })));
  }
}
