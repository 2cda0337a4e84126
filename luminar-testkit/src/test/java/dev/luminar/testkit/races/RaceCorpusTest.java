package dev.luminar.testkit.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.testkit.interpreter.BruteForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small loops whose verdicts were written by hand: {@code src/test/races}. A line begins with the
 * verdict and says what it is about; the body follows, indented, and what the message must say.
 */
class RaceCorpusTest {
  private static final int CALLS_MAX = 400;

  /** The verdicts that a corpus knows; a refused loop is safe, but that is not seen. */
  private enum Expected {
    PROVEN,
    GUARDED,
    ASSUMED,
    REFUSED,
    RACY
  }

  private record Case(Expected expected, String sentence, String body, List<String> says) {
    @Override
    public String toString() {
      return expected.name().toLowerCase(Locale.ROOT) + ": " + sentence;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/races"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".races")).sorted().toList()) {
        read(Files.readAllLines(file), cases);
      }
    }
    return cases;
  }

  private static void read(List<String> lines, List<Case> cases) {
    for (String line : lines) {
      if (line.startsWith("  > ")) {
        cases.getLast().says().add(line.substring(4));
      } else if (line.startsWith("  ")) {
        Case last = cases.removeLast();
        String body = last.body() + line.strip() + "\n";
        cases.add(new Case(last.expected(), last.sentence(), body, last.says()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(": ", 2);
        cases.add(
            new Case(
                Expected.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                parts[1],
                "",
                new ArrayList<>()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void verdictsAreTheKnownOnes(Case given) {
    // A race is accepted, or a program without one is refused.
    Loops.Judged judged = Loops.judge(given.body());
    String expected = given.expected() == Expected.RACY ? "REFUSED" : given.expected().name();
    assertThat(judged.verdict().name())
        .as("%s%s%n%s", judged.text(), judged.messages(), guards(judged))
        .isEqualTo(expected);
    for (String text : given.says()) {
      assertThat(judged.messages().toString()).contains(text);
    }
  }

  private static String guards(Loops.Judged judged) {
    return judged
        .analyzed()
        .map(a -> a.regions().collect(r -> r.guard() + "").makeString())
        .orElse("");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void knownVerdictsAreTrue(Case given) {
    // The hand that wrote a verdict was wrong: all pairs of accesses at small sizes say otherwise.
    Loops.Judged judged = Loops.judge(given.body());
    var random = new Random(31);
    GuardProbe probe =
        judged.verdict() == Loops.Verdict.GUARDED
            ? new GuardProbe(judged.analyzed().orElseThrow())
            : null;
    boolean clashes = false;
    int passed = 0;
    for (Loops.Arguments arguments : Loops.arguments(given.body(), random, CALLS_MAX)) {
      Optional<BruteForce.Clash> clash = Loops.clash(judged, arguments);
      clashes |= clash.isPresent();
      boolean isParallel = probe == null || probe.passes(arguments);
      passed += isParallel ? 1 : 0;
      boolean mustBeSafe =
          switch (given.expected()) {
            case PROVEN, REFUSED -> true;
            case GUARDED -> isParallel;
            case ASSUMED, RACY -> false;
          };
      if (mustBeSafe) {
        assertThat(clash).as("%s%n%s with %s", given, given.body(), arguments).isEmpty();
      }
    }
    if (given.expected() == Expected.RACY) {
      assertThat(clashes).as("no two iterations meet: %s%n%s", given, given.body()).isTrue();
    }
    if (given.expected() == Expected.GUARDED) {
      assertThat(passed).as("the guard never holds: %s%n%s", given, given.body()).isPositive();
    }
  }

  @Test
  void theCorpusIsLargeAndBalanced() throws IOException {
    // The corpus shrinks until it shows one side only.
    List<Case> cases = cases();
    long racy = cases.stream().filter(c -> c.expected() == Expected.RACY).count();
    long accepted =
        cases.stream()
            .filter(c -> c.expected() == Expected.PROVEN || c.expected() == Expected.GUARDED)
            .count();
    long refused = cases.stream().filter(c -> c.expected() == Expected.REFUSED).count();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(120);
    assertThat(racy).isGreaterThanOrEqualTo(60);
    assertThat(accepted).isGreaterThanOrEqualTo(60);
    assertThat(refused * 20).isLessThanOrEqualTo(accepted + refused);
  }
}
