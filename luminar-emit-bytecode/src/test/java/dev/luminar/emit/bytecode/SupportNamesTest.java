package dev.luminar.emit.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SupportNamesTest {
  private static final Path SUPPORT =
      Path.of("src/main/java/dev/luminar/emit/bytecode/support").toAbsolutePath();

  @Test
  void everySupportClassKeepsItsNameToItself() throws Exception {
    // A struct of a program takes the class name of a support class, and one replaces the other.
    try (var files = Files.list(SUPPORT)) {
      assertThat(ProgramLayout.RESERVED)
          .containsAll(
              files
                  .map(file -> file.getFileName().toString().replace(".java", ""))
                  .filter(name -> !name.equals("package-info"))
                  .toList());
    }
  }
}
