package dev.luminar.testkit.filetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiletestTest {
  private static final String TEXT =
      """
      // Says what is
      // tested.
      export fn f(x: i64) -> i64 { //~ warning LUM1 a //~ LUM2 b
        return x + 1;
      } //~^ LUM3 above
      --- run
      f(1) = 3
      // kept
      --- c f
      """;

  @TempDir Path folder;

  @Test
  void takesFilesApart() {
    // Sections or marks would be lost, and a filetest would test nothing.
    Filetest test = Filetest.parse("t", TEXT);

    assertThat(test.sentence()).isEqualTo("Says what is tested.");
    assertThat(test.marks())
        .containsExactly(
            new Filetest.Mark(3, "warning LUM1 a"),
            new Filetest.Mark(3, "LUM2 b"),
            new Filetest.Mark(4, "LUM3 above"));
    assertThat(test.program()).doesNotContain("LUM").endsWith("}\n");
    assertThat(test.sections()).extracting(Filetest.Section::kind).containsExactly("run", "c");
    assertThat(test.sections().get(1).option()).isEqualTo("f");
  }

  @Test
  void wantsASentence() {
    // Nobody would know what a failing file is about.
    assertThatThrownBy(() -> Filetest.parse("t", "export fn f() { }"))
        .hasMessageContaining("begins with a comment");
  }

  @Test
  void findsWrongExpectations() {
    // Filetests would pass whatever a program gives.
    Filetest test = Filetest.parse("t", TEXT);
    Compilation compilation = Compilation.of("t", test.program());
    Target.Loaded loaded = new Targets.OfInterpreter().load(compilation.analyzed().orElseThrow());

    assertThatThrownBy(
            () -> FiletestRunner.run(test, compilation.program().orElseThrow(), loaded, loaded))
        .hasMessageContaining("expected  f(1) = 3\n   found  f(1) = 2")
        .hasMessageContaining("-Dluminar.bless=true");
    assertThatThrownBy(() -> FiletestRunner.diagnostics(test, compilation))
        .hasMessageContaining("line 4: LUM3 above");
  }

  @Test
  void blessesWhatWasFound() throws Exception {
    // The switch would leave files that fail again, or lose their comments.
    Path file = folder.resolve("t.lum");
    Filetest test = Filetest.parse("t", TEXT.replace("--- c f\n", ""));

    Blessing.bless(file, test, Compilation.of("t", test.program()));

    assertThat(Files.readString(file)).contains("f(1) = 2\n// kept\n").doesNotContain("LUM");
  }

  @Test
  void forcesThreads() {
    // Parallel blocks of small tests would never run on several threads.
    Compilation written =
        Compilation.of(
            "t",
            """
            // t
            export fn f(xs: i64[]) {
              parallel(i in 0..<len(xs)) { xs[i] = i; }
              parallel(i in 0..<len(xs), cores = 3) { xs[i] = i; }
            }
            """);

    assertThat(written.withThreads(7).text())
        .contains("parallel(i in 0..<len(xs), cores = 7) {")
        .contains("parallel(i in 0..<len(xs), cores = 3) {");
  }
}
