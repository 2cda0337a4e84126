package dev.luminar.testkit.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.testkit.tidy.SourceTree.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TidyTest {
  @Test
  void theProjectIsTidy() {
    // A file broke one of the rules that CONTRIBUTING.md lists.
    List<SourceFile> files = SourceTree.ofProject().files();
    assertThat(files).extracting(SourceFile::path).contains("pom.xml", ".ci/run");
    assertThat(files.stream().flatMap(file -> TidyRules.all(file).stream())).isEmpty();
  }

  @Test
  void longSourcesAreFound() {
    // A file could grow past what a reader holds in mind.
    String most = "\n".repeat(TidyRules.LINES_MAX);
    assertThat(TidyRules.all(new SourceFile("m/src/main/java/A.java", most))).isEmpty();
    assertThat(TidyRules.all(new SourceFile("m/src/main/java/A.java", most + "\n"))).hasSize(1);
    assertThat(TidyRules.all(new SourceFile("m/src/main/c/a.c", most + "\n"))).hasSize(1);
    assertThat(TidyRules.all(new SourceFile("m/src/test/java/A.java", most + "\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TaskManager.java", "UtilText.java", "task_helper.c", "data.h"})
  void emptyNamesAreFound(String name) {
    // A file could be named for nothing, and collect everything.
    assertThat(TidyRules.all(new SourceFile("m/" + name, ""))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ConcurrencyCodeMetadata.java",
        "ChannelManager.java",
        "Implicit.java",
        "package-info.java"
      })
  void namesThatOnlyLookEmptyPass(String name) {
    // A good name would be refused since an empty word happens to be inside it.
    assertThat(TidyRules.all(new SourceFile("m/" + name, ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cd /%s/main", "see /%s/me/x", "\"/%s/x\""})
  void machinePathsAreFound(String line) {
    // Something would work on the machine of its author only.
    for (String folder : List.of("work", "home", "root")) {
      assertThat(TidyRules.all(new SourceFile("run", line.formatted(folder)))).hasSize(1);
    }
    assertThat(TidyRules.all(new SourceFile("run", "/usr/lib/jvm/%s".formatted("jdk")))).hasSize(1);
    assertThat(TidyRules.all(new SourceFile("run", "target/work/x and net/root/y"))).isEmpty();
  }

  @Test
  void promisesAreFound() {
    // Unfinished work could be landed and forgotten.
    assertThat(TidyRules.all(new SourceFile("a.c", "x();\n// %s: y".formatted("TO" + "DO"))))
        .singleElement()
        .asString()
        .startsWith("a.c:2: ");
  }

  @Test
  void testsWithoutASentenceAreFound() {
    // A failing test would not say what its failure means to a user.
    String source =
        """
        class ATest {
          @%1$s
          @CsvSource({"a{,(", 'x'})
          void silent(int a) {
            run();
          }

          @%1$s
          void tooShort() {
            // Checks it.
          }

          @%1$s
          void first() {
            // The program would not compile at all.
          }

          /** The program would not compile at all. */
          @%1$s
          @Timeout(3)
          void above() {}
        }
        """
            .formatted("Test");
    assertThat(TestSentences.missingIn(new SourceFile("m/src/test/java/ATest.java", source)))
        .satisfiesExactly(
            one -> assertThat(one).startsWith("m/src/test/java/ATest.java:2: silent "),
            two -> assertThat(two).startsWith("m/src/test/java/ATest.java:8: tooShort "));
  }
}
