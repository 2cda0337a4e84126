package dev.luminar.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.emit.c.NativeOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RandomProgramsTest {
  private static final long SEED = Long.getLong("luminar.random.seed", 20_261_128);
  private static final int COUNT = Integer.getInteger("luminar.random.count", 240);

  @Test
  void targetsAgreeOnRandomPrograms() {
    // Interpreter, bytecode, and C of three compilers would give a program different meanings.
    int jobs = Math.max(1, Runtime.getRuntime().availableProcessors());

    RandomRun.Report report =
        RandomRun.run(SEED, 0, COUNT, jobs, ChildCommand.of(SEED, true, false), System.out);

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
  void aWrongTargetIsFound() {
    // Whatever a target did, all random programs would seem to agree.
    List<RandomProgram> programs = new ArrayList<>();
    for (int k = 0; programs.size() < 30; k++) {
      RandomProgram program = Worker.program(13, k, 0, Features.found());
      try {
        Analyzer.analyze(Analyzer.check(program.program()));
        programs.add(program);
      } catch (DiagnosticException e) {
        continue;
      }
    }
    var wrong =
        NativeOptions.DEFAULT
            .withCompiler("gcc")
            .withFlags(
                "-O1",
                "-Dfloor=ceil",
                "-Dfabs=ceil",
                "-Dsqrt=ceil",
                "-Dtrunc=ceil",
                "-Dfloorf=ceilf",
                "-Dfabsf=ceilf",
                "-Dsqrtf=ceilf",
                "-Dtruncf=ceilf",
                "-Dfmod=fmin",
                "-Dfmodf=fminf");
    Batch batch = Batch.of(programs);
    List<List<Answer>> expected = batch.expected();
    List<Integer> run = new ArrayList<>();

    List<Batch.Difference> found =
        batch.differences(
            new Variant("wrong functions", Optional.of(wrong), 2), expected, run::add);

    assertThat(run).hasSize(programs.size() + 1);
    assertThat(found).isNotEmpty();
    assertThat(found.get(0).expected().against(found.get(0).found()))
        .contains("expected ", "found ");
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
