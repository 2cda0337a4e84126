package dev.luminar.testkit.filetest;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.emit.c.CEmitter;
import dev.luminar.emit.c.CFiles;
import dev.luminar.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A filetest's program as C, under a name that no other program has: many of them may be linked
 * into one executable, since every public symbol begins with the name.
 *
 * @param test the filetest
 * @param compilation its program, perhaps on forced numbers of threads
 * @param label the filetest's name, and what was forced
 * @param plan the plan, renamed
 * @param files the emitted C
 */
record CorpusProgram(
    Filetest test, Compilation compilation, String label, Plan plan, CFiles files) {

  /** The folder of the filetests. */
  static final Path FOLDER = Path.of("src/test/filetests");

  private static final String SUFFIX = ".lum";

  /** Returns all filetests whose program is accepted, with their programs as they are written. */
  static Map<Filetest, Compilation> accepted() {
    Map<Filetest, Compilation> accepted = new LinkedHashMap<>();
    for (Path file : paths()) {
      String name = FOLDER.relativize(file).toString().replace('\\', '/');
      if (!name.contains(System.getProperty("luminar.filetest", ""))) {
        continue;
      }
      Filetest test = Filetest.parse(name, read(file));
      Compilation compilation = Compilation.of(name, test.program());
      if (compilation.analyzed().isPresent()) {
        accepted.put(test, compilation);
      }
    }
    return accepted;
  }

  private static List<Path> paths() {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Emits a program under the name {@code name}. */
  static CorpusProgram of(Filetest test, Compilation compilation, String label, String name) {
    AnalyzedProgram analyzed = compilation.analyzed().orElseThrow();
    Plan plan = renamed(Analyzer.lower(analyzed), name);
    return new CorpusProgram(test, compilation, label, plan, new CEmitter().emit(plan));
  }

  private static Plan renamed(Plan plan, String name) {
    return new Plan(
        name,
        plan.structs(),
        plan.sites(),
        plan.externs(),
        plan.routines(),
        plan.bareRegions(),
        plan.taskRegions(),
        plan.entries(),
        plan.config(),
        plan.hooks(),
        plan.span());
  }

  /** The program's name, with which its files and symbols begin. */
  String name() {
    return files.name();
  }

  /** Whether threads other than the caller's can run any of it. */
  boolean startsThreads() {
    return plan.needsRuntime() || plan.bareRegions().notEmpty() || plan.taskRegions().notEmpty();
  }

  /** The cases of its run sections, in their order. */
  List<RunCase> cases() {
    List<RunCase> cases = new ArrayList<>();
    test.sections("run")
        .forEach(section -> {
          for (int i = 0; i < section.lines().size(); i++) {
            String line = section.lines().get(i);
            if (FiletestRunner.isCase(line)) {
              cases.add(
                  RunCase.parse(line, section.line() + 1 + i, compilation.program().orElseThrow()));
            }
          }
        });
    return cases;
  }

  /** Writes source and header into a folder, where {@code luminar.h} must be already. */
  void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name() + ".c"), files.source());
    Files.writeString(folder.resolve(name() + ".h"), files.header());
  }
}
