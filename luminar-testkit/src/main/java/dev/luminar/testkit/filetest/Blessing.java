package dev.luminar.testkit.filetest;

import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites the expectations of a filetest from what was found; what the interpreter says counts for
 * runs.
 */
final class Blessing {
  private static final String SWITCH = "luminar.bless";

  private Blessing() {}

  static boolean isOn() {
    return Boolean.getBoolean(SWITCH);
  }

  /** What a failure message says about it. */
  static String hint() {
    return "\nto accept what was found, run again with -D"
        + SWITCH
        + "=true and read the difference";
  }

  static void bless(Path file, Filetest test, Compilation compilation) {
    List<String> lines = new ArrayList<>();
    List<String> program = test.program().lines().toList();
    List<Filetest.Mark> marks = Expectations.marks(compilation.diagnostics());
    for (int i = 0; i < program.size(); i++) {
      StringBuilder line = new StringBuilder(program.get(i));
      for (Filetest.Mark mark : marks) {
        if (mark.line() == i + 1) {
          line.append(line.isEmpty() ? "" : " ")
              .append(Filetest.MARK)
              .append(' ')
              .append(mark.text());
        }
      }
      lines.add(line.toString());
    }
    for (Filetest.Section section : test.sections()) {
      lines.add((Filetest.HEAD + section.kind() + " " + section.option()).strip());
      lines.addAll(
          compilation.analyzed().isEmpty()
              ? section.lines()
              : blessed(section, compilation, compilation.analyzed().get()));
    }
    try {
      Files.writeString(file, String.join("\n", lines).stripTrailing() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> blessed(
      Filetest.Section section, Compilation compilation, AnalyzedProgram program) {
    return switch (section.kind()) {
      case "run" -> runs(section, compilation, program);
      case "contains", "lacks" -> section.lines();
      default -> Expectations.golden(section, program);
    };
  }

  private static List<String> runs(
      Filetest.Section section, Compilation compilation, AnalyzedProgram program) {
    List<String> lines = new ArrayList<>();
    try (Target.Loaded interpreter = new Targets.OfInterpreter().load(program)) {
      for (int i = 0; i < section.lines().size(); i++) {
        String line = section.lines().get(i);
        if (!FiletestRunner.isCase(line)) {
          lines.add(line);
          continue;
        }
        RunCase run =
            RunCase.parse(line, section.line() + 1 + i, compilation.program().orElseThrow());
        List<Value> arguments = run.freshArguments();
        Outcome outcome = interpreter.call(run.function(), arguments);
        lines.add(
            run.mismatch(outcome, arguments).isEmpty() ? line : run.print(outcome, arguments));
      }
    }
    return lines;
  }
}
