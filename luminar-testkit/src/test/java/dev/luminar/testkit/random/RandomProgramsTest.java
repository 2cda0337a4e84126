package dev.luminar.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomProgramsTest {
  private static final long SEED = Long.getLong("luminar.random.seed", 20_261_128);
  private static final int COUNT = Integer.getInteger("luminar.random.count", 240);

  @Test
  void targetsAgreeOnRandomPrograms() {
    // Interpreter, bytecode, and C of three compilers would give a program different meanings.
    int jobs = Math.max(1, Runtime.getRuntime().availableProcessors());

    RandomRun.Report report = RandomRun.run(SEED, 0, COUNT, jobs, true, System.out);

    assertThat(report.findings()).as("seed %d, %d programs", SEED, COUNT).isEmpty();
    assertThat(report.accepted()).isEqualTo(COUNT);
    assertThat(report.refused()).as("refused programs").isLessThan(COUNT / 10);
  }

  @Test
  void aProcessThatDiesIsAFinding() {
    // A crash of emitted C would end the run without a word about the program.
    String dies =
        "read -r batch from to skipped; if [ -z \"$skipped\" ]; then"
            + " printf '@@at\\t3\\tgcc -O3\\n'; echo ouch; exit 9; fi;"
            + " printf \"@@done\\t$batch\\t$skipped\\n\"; read -r end";
    var out = new ByteArrayOutputStream();

    RandomRun.Report report =
        RandomRun.run(
            1,
            0,
            5,
            1,
            List.of("sh", "-c", dies),
            new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(report.findings())
        .singleElement()
        .asString()
        .contains("program 3 of seed 1 on gcc -O3", "the process died", "ouch");
    assertThat(report.digest()).isEqualTo(Digest.of("3"));
  }

  @Test
  void digestsTellRunsApart() {
    // A digest in a report would not show that somebody else ran the same programs.
    Features features = Features.found();
    String one = Worker.program(1, 0, 0, features).text();

    assertThat(Worker.program(1, 0, 0, features).text()).isEqualTo(one);
    assertThat(Worker.program(2, 0, 0, features).text()).isNotEqualTo(one);
    assertThat(Worker.program(1, 0, 1, features).text()).isNotEqualTo(one);
    assertThat(Digest.of(one)).isNotEqualTo(Digest.of(one + " "));
  }
}
