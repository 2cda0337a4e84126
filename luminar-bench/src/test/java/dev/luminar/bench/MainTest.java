package dev.luminar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(
        List.of(args),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void withoutASuiteTheSuitesAreListed() {
    // A user could not find out what there is.
    assertThat(run()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("compile: ", "bare-metal: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "compile --fast",
        "compile bare-metal",
        "--tsv",
        "compile --runs",
        "compile --runs 4",
        "compile --runs 99999999999",
        "compile --runs x"
      })
  void wrongArgumentsAreNamed(String args) {
    // A mistyped option would be ignored, and minutes later the figures would be others.
    assertThat(run(args.split(" "))).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void aSuitePrintsALineForEachCaseAndPeer() {
    // The suite would stop in the middle on the machine of whoever wants figures.
    assertThat(run("bare-metal", "--tsv", "--skip-missing", "--small"))
        .as(() -> err.toString(StandardCharsets.UTF_8))
        .isZero();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(20);
    assertThat(lines).allMatch(line -> line.matches("bare-metal(\t[^\t]+){8}"));
  }
}
