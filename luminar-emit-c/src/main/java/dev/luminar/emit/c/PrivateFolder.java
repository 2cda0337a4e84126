package dev.luminar.emit.c;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A temporary folder of the user alone (mode 700), so that nobody else can slip in other code. It
 * is gone when closed, and when the process is asked to end before that.
 */
final class PrivateFolder implements AutoCloseable {
  private final Path path;
  private final Thread atExit;

  private PrivateFolder(Path path) {
    this.path = path;
    this.atExit = new Thread(this::delete, "luminar deletes " + path.getFileName());
  }

  static PrivateFolder create() throws IOException {
    PrivateFolder folder = new PrivateFolder(Files.createTempDirectory("luminar"));
    try {
      Runtime.getRuntime().addShutdownHook(folder.atExit);
    } catch (IllegalStateException e) {
      folder.delete();
      throw new IOException("the process is about to end", e);
    }
    return folder;
  }

  Path path() {
    return path;
  }

  /** What runs when the process ends while the folder is open. */
  Thread atExit() {
    return atExit;
  }

  /** Deletes the folder; where that fails, it is tried again when the process ends. */
  @Override
  public void close() {
    if (delete()) {
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // the process is ending, and the folder is gone
      }
    }
  }

  private boolean delete() {
    try (Stream<Path> inside = Files.list(path)) {
      for (Path file : inside.toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return !Files.exists(path);
    }
    try {
      return Files.deleteIfExists(path) || !Files.exists(path);
    } catch (IOException e) {
      return false; // a compiler that is being stopped wrote one more file
    }
  }
}
