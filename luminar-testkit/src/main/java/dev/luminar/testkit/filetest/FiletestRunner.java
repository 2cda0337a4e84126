package dev.luminar.testkit.filetest;

import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.model.Program;
import dev.luminar.testkit.interpreter.Outcome;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import dev.luminar.testkit.value.ValuePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Compares what comes of one filetest with what it says. Failures are {@link AssertionError}s. */
final class FiletestRunner {
  private static final long CASES_MILLIS_MAX = 120_000;

  private FiletestRunner() {}

  /** A part of a filetest that passes or fails on its own. */
  record Check(String name, Runnable body) {}

  /** A compiled variant of the program and where it runs. */
  record Variant(String name, Target target, Supplier<Target.Loaded> loaded) {}

  static boolean isCase(String line) {
    return !line.isBlank() && !line.startsWith("//");
  }

  /** Compares the marks of the program's lines with the diagnostics. */
  static void diagnostics(Filetest test, Compilation compilation) {
    List<String> expected = lines(test.marks());
    List<String> found = lines(Expectations.marks(compilation.diagnostics()));
    if (!expected.equals(found)) {
      throw failure("diagnostics", String.join("\n", expected), String.join("\n", found));
    }
  }

  private static List<String> lines(List<Filetest.Mark> marks) {
    return marks.stream().map(mark -> "line " + mark.line() + ": " + mark.text()).sorted().toList();
  }

  /** Compares a section that is not run. */
  static void section(Filetest.Section section, AnalyzedProgram program) {
    if (section.kind().equals("contains") || section.kind().equals("lacks")) {
      List<String> wrong = Expectations.wrongLines(section, program);
      if (!wrong.isEmpty()) {
        throw new AssertionError(section.option() + ": " + String.join("\n", wrong));
      }
      return;
    }
    String found = String.join("\n", Expectations.golden(section, program)).stripTrailing();
    if (!section.text().equals(found)) {
      throw failure("section " + section.kind(), section.text(), found);
    }
  }

  private static AssertionError failure(String what, String expected, String found) {
    return new AssertionError(
        what + " expected:\n" + expected + "\n\nfound:\n" + found + Blessing.hint());
  }

  /** Runs all cases of a filetest on one variant. */
  static void run(Filetest test, Program program, Target.Loaded loaded, Target.Loaded reference) {
    List<String> wrong = new ArrayList<>();
    test.sections("run")
        .forEach(section -> {
          for (int i = 0; i < section.lines().size(); i++) {
            if (isCase(section.lines().get(i))) {
              int number = section.line() + 1 + i;
              RunCase run = RunCase.parse(section.lines().get(i), number, program);
              one(run, loaded, reference)
                  .ifPresent(text -> wrong.add("line " + number + ":\n" + text));
            }
          }
        });
    if (!wrong.isEmpty()) {
      throw new AssertionError(test.sentence() + "\n" + String.join("\n", wrong) + Blessing.hint());
    }
  }

  private static java.util.Optional<String> one(
      RunCase run, Target.Loaded loaded, Target.Loaded reference) {
    List<Value> arguments = run.freshArguments();
    Outcome outcome;
    try {
      outcome = loaded.call(run.function(), arguments);
    } catch (RuntimeException e) {
      return java.util.Optional.of(run.text() + "\n   threw " + trace(e));
    }
    var wrong = run.mismatch(outcome, arguments);
    if (wrong.isPresent() || loaded == reference || outcome.failure().isPresent()) {
      return wrong;
    }
    List<Value> expected = run.freshArguments();
    reference.call(run.function(), expected);
    for (int i = 0; i < expected.size(); i++) {
      String name = run.function().parameters().get(i).name();
      boolean isCompared =
          expected.get(i) instanceof BufferValue && !run.buffers().containsKey(name);
      if (isCompared && !expected.get(i).equals(arguments.get(i))) {
        return java.util.Optional.of(
            run.text()
                + "\n   the interpreter leaves "
                + name
                + " = "
                + ValuePrinter.print(expected.get(i), 32)
                + "\n   found "
                + ValuePrinter.print(arguments.get(i), 32));
      }
    }
    return wrong;
  }

  private static String trace(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    if (cause != thrown) {
      text.append(", caused by ").append(cause);
    }
    for (int i = 0; i < Math.min(8, cause.getStackTrace().length); i++) {
      text.append("\n      at ").append(cause.getStackTrace()[i]);
    }
    return text.toString();
  }

  /**
   * Runs something that may hang: after two minutes the test fails, and the thread is left behind.
   */
  static void within(Runnable body) {
    Throwable[] thrown = new Throwable[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Throwable t) {
                thrown[0] = t;
              }
            },
            "luminar-filetest");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(CASES_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      StringBuilder where = new StringBuilder("did not end in time; it is at");
      for (StackTraceElement element : thread.getStackTrace()) {
        where.append("\n   ").append(element);
      }
      throw new AssertionError(where.toString());
    }
    if (thrown[0] instanceof Error error) {
      throw error;
    }
    if (thrown[0] != null) {
      throw new AssertionError(thrown[0].toString(), thrown[0]);
    }
  }
}
