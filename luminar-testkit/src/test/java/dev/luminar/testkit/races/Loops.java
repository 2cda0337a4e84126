package dev.luminar.testkit.races;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.analyzer.facts.Access;
import dev.luminar.analyzer.facts.Guard;
import dev.luminar.analyzer.program.AnalyzedProgram;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.model.Program;
import dev.luminar.model.text.Parser;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.testkit.interpreter.BruteForce;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/** The frame that small loops stand in, what is said of them, and what is so. */
final class Loops {
  static final int LENGTH = 256;

  private Loops() {}

  /** What the analyzer says of a program. */
  enum Verdict {
    PROVEN,
    GUARDED,
    ASSUMED,
    REFUSED
  }

  /**
   * What was found about a loop.
   *
   * @param text the whole program
   * @param program the same, not checked for races
   * @param analyzed the same, if it was accepted
   * @param messages of the diagnostics, if it was refused
   */
  record Judged(
      String text,
      Program program,
      Verdict verdict,
      Optional<AnalyzedProgram> analyzed,
      List<String> messages) {}

  static String program(String body) {
    return "program p;\n"
        + "fn fill(part: i64[]) { for k in 0..<len(part) { part[k] = k; } }\n"
        + "fn total(part: i64[]) -> i64 { var s: i64 = 0; for k in 0..<len(part) { s = s + part[k]; }"
        + " return s; }\n"
        + "export fn f(xs: i64[], ys: i64[], zs: i64[], at: i64[], n: i64, d: i64, w: i64, h: i64,"
        + " m: i32) -> i64 {\n"
        + body
        + "\nreturn 2;\n}\n";
  }

  static Judged judge(String body) {
    String text = program(body);
    Program program = Parser.parse("loop.lum", text).orThrow();
    try {
      AnalyzedProgram analyzed = Analyzer.analyze(Analyzer.check(program));
      return new Judged(text, program, verdict(analyzed), Optional.of(analyzed), List.of());
    } catch (DiagnosticException e) {
      List<String> messages = e.diagnostics().collect(Diagnostic::toString).castToList();
      if (e.diagnostics().anySatisfy(d -> !d.code().id().startsWith("LUM306"))) {
        throw new AssertionError("wrong for another reason than races: " + text + messages, e);
      }
      return new Judged(text, program, Verdict.REFUSED, Optional.empty(), messages);
    }
  }

  private static Verdict verdict(AnalyzedProgram analyzed) {
    boolean isAssumed =
        analyzed
            .regions()
            .anySatisfy(
                region -> region.accesses().anySatisfy(a -> a.verdict() == Access.Verdict.ASSUMED));
    if (isAssumed) {
      return Verdict.ASSUMED;
    }
    boolean isGuarded =
        analyzed.regions().anySatisfy(region -> !region.guard().equals(Guard.ALWAYS));
    return isGuarded ? Verdict.GUARDED : Verdict.PROVEN;
  }

  /**
   * Arguments of one call.
   *
   * @param at which contents the buffer of indices has
   */
  record Arguments(long n, long d, long w, long h, int m, int at) {
    long[] indices() {
      var elements = new long[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        elements[i] =
            switch (at) {
              case 0 -> i;
              case 1 -> 3;
              case 2 -> i / 2;
              case 3 -> i * 7 % 64;
              case 4 -> 40 - i;
              default -> i * 3 + i % 2;
            };
      }
      return elements;
    }

    Value[] values() {
      BufferValue indices = buffer();
      long[] elements = indices();
      for (int i = 0; i < LENGTH; i++) {
        indices.set(i, Scalar.i64(elements[i]));
      }
      return new Value[] {
        buffer(),
        buffer(),
        buffer(),
        indices,
        Scalar.i64(n),
        Scalar.i64(d),
        Scalar.i64(w),
        Scalar.i64(h),
        Scalar.i32(m)
      };
    }
  }

  private static BufferValue buffer() {
    return BufferValue.zeros(new BufferType(ScalarType.I64, false), LENGTH);
  }

  /** Small values for the names that a body uses, at most {@code most} of them. */
  static List<Arguments> arguments(String body, Random random, int most) {
    List<Arguments> all = new ArrayList<>();
    for (long n : values(body, "n", 4, 0, 1, 2, 3, 5, 17, 47)) {
      for (long d : values(body, "d", 3, -2, 0, 1, 2, 5, 9, 50)) {
        for (long w : values(body, "w", 3, -1, 0, 1, 2, 6, 9)) {
          for (long h : values(body, "h", 2, 0, 1, 3, 5, 10)) {
            for (long m : values(body, "m", 3, 0, 1, 6)) {
              for (long at : values(body, "at", 0, 1, 2, 3, 4, 5)) {
                all.add(new Arguments(n, d, w, h, (int) m, (int) at));
              }
            }
          }
        }
      }
    }
    while (all.size() > most) {
      all.remove(random.nextInt(all.size()));
    }
    return all;
  }

  private static long[] values(String body, String name, long usual, long... others) {
    if (!Pattern.compile("\\b" + name + "\\b").matcher(body).find()) {
      return new long[] {usual};
    }
    var all = new long[others.length + 1];
    all[0] = usual;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  static Optional<BruteForce.Clash> clash(Judged judged, Arguments arguments) {
    return BruteForce.clash(judged.program(), "f", arguments.values());
  }

  /** Whether a call of a program fails, for one thing since an index is out of range. */
  static boolean fails(Judged judged, Arguments arguments) {
    return BruteForce.fails(judged.program(), "f", arguments.values());
  }
}
