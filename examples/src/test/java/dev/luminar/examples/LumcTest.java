package dev.luminar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiler driver: what it prints, where, and how it exits. */
final class LumcTest {

  private static final String PROGRAM =
      """
      program demo;
      export fn scale(xs: f64[], by: f64) -> f64 {
        parallel(i in 0..<len(xs)) reduce(total: f64 = sum) {
          xs[i] = xs[i] * by;
          total <- xs[i];
        }
        return total;
      }
      export fn inverse(xs: i64[]) {
        parallel(i in 0..<len(xs), on_error = collect) { xs[i] = 100 / xs[i]; }
      }
      """;

  @TempDir private Path folder;
  private Path file;
  private String out = "";
  private String err = "";

  @BeforeEach
  void writeProgram() throws Exception {
    file = Files.writeString(folder.resolve("demo.lum"), PROGRAM);
  }

  private int lumc(String... args) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    PrintStream oldOut = System.out;
    PrintStream oldErr = System.err;
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      List<String> all = new ArrayList<>(List.of(file.toString()));
      all.addAll(List.of(args));
      return Lumc.run(all);
    } finally {
      System.setOut(oldOut);
      System.setErr(oldErr);
      out = outBytes.toString(StandardCharsets.UTF_8);
      err = errBytes.toString(StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "jvm", "interpreter"})
  void printsResultAndBuffers(String target) {
    // The targets would print different things, or leave out what a buffer became.
    assertThat(lumc("--run", "scale", "f64[1,2,3]", "0.5", "--target", target)).isZero();
    assertThat(out).isEqualTo("result 3.0\nxs = [0.5, 1.0, 1.5]\n");
    assertThat(err).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "jvm", "interpreter"})
  void printsErrorRecordsAndExitsWithOne(String target) {
    // Collected errors would be lost, or look like success.
    assertThat(lumc("--run", "inverse", "i64[5,0,0,-4]", "--target", target, "--threads", "3"))
        .isEqualTo(1);
    assertThat(out)
        .isEqualTo(
            """
            xs = [20, 0, 0, -25]
            error division_by_zero "division by zero" at 1
            error division_by_zero "division by zero" at 2
            """);
  }

  @Test
  void showsTheEndsOfALongBuffer() {
    // A million elements would flood the terminal.
    assertThat(lumc("--run", "scale", "f64[1000]", "2.0")).isZero();
    assertThat(out).startsWith("result 0.0\nxs = [0.0, ").contains("...").endsWith("]\n");
    assertThat(out.split("0\\.0", -1)).hasSize(34);
  }

  @Test
  void readsABufferFromAFile() throws Exception {
    // Raw bytes would be read as text.
    Path raw = Files.write(folder.resolve("raw"), new byte[] {3, 0, 0, 0, 0, 0, 0, 0});
    assertThat(lumc("--run", "inverse", "@" + raw)).isZero();
    assertThat(out).isEqualTo("xs = [33,]\n");
  }

  @Test
  void saysDiagnosticsOnStandardError() throws Exception {
    // A refused program would pass, or its diagnostics mix with results.
    Files.writeString(file, "program demo;\nexport fn f(xs: i64[]) { xs[0] = 1.5; y = 2; }\n");
    assertThat(lumc("--run", "f", "i64[1]")).isEqualTo(2);
    assertThat(out).isEmpty();
    assertThat(err).contains("demo.lum:2:").contains("error LUM").contains("^");
  }

  @Test
  void refusesWrongCommandLines() {
    // A mistake in the command line would end in a stack trace, or in silence.
    assertThat(lumc("--run", "scale", "f64[1]")).isEqualTo(2);
    assertThat(err).contains("takes 2 arguments");
    assertThat(lumc("--run", "nothing")).isEqualTo(2);
    assertThat(err).contains("exports no function 'nothing'");
    assertThat(lumc("--run", "scale", "i64[1]", "x")).isEqualTo(2);
    assertThat(err).contains("argument 'xs'");
    assertThat(lumc("--emit", "c")).isEqualTo(2);
    assertThat(err).contains("--out");
    assertThat(lumc("--threads", "0")).isEqualTo(2);
    assertThat(lumc("--nonsense")).isEqualTo(2);
  }

  @Test
  void writesBothForms() {
    // Emitted files would be missing.
    Path c = folder.resolve("c");
    Path classes = folder.resolve("classes");
    assertThat(lumc("--emit", "c", "--out", c.toString())).isZero();
    assertThat(c.resolve("demo.c")).isRegularFile();
    assertThat(c.resolve("demo.h")).isRegularFile();
    assertThat(lumc("--emit", "bytecode", "--out", classes.toString())).isZero();
    assertThat(classes.resolve("demo.class")).isRegularFile();
  }

  @Test
  void explainsEachBlock() {
    // The user could not see why a block runs as it does.
    assertThat(lumc("--explain")).isZero();
    assertThat(out).contains("scale#0", "inverse#0", "bare metal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "jvm", "interpreter"})
  void printsEachRecordInOneLine(String target) throws Exception {
    // A message with a line end would look like two records.
    Files.writeString(file, "program demo;\nexport fn f() { raise \"bad\" (\"a\\n\\\"b\"); }\n");
    assertThat(lumc("--run", "f", "--target", target)).isEqualTo(1);
    assertThat(out).isEqualTo("error bad \"a\\n\\\"b\"\n");
  }

  @Test
  void saysItsVersion() {
    // --version would print nothing.
    assertThat(lumc("--version")).isZero();
    assertThat(out).startsWith("lumc ");
  }
}
