package dev.luminar.emit.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** The folder that emitted C is compiled in. */
final class PrivateFolderTest {

  @Test
  void isTheUsersAloneAndGoneWhenClosed() throws Exception {
    // Somebody else could slip in code, or each compilation would leave a folder behind.
    Path path;
    try (PrivateFolder folder = PrivateFolder.create()) {
      path = folder.path();
      assertThat(Files.getPosixFilePermissions(path))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      Files.writeString(path.resolve("p.c"), "int x;");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  @SuppressWarnings("ThreadRun")
  void isGoneWhenTheProcessEnds() throws Exception {
    // A process that is interrupted while it compiles would leave the sources behind.
    try (PrivateFolder folder = PrivateFolder.create()) {
      assertThat(Runtime.getRuntime().removeShutdownHook(folder.atExit())).isTrue();
      Files.writeString(folder.path().resolve("p.c"), "int x;");
      folder.atExit().run();
      assertThat(folder.path()).doesNotExist();
    }
  }
}
