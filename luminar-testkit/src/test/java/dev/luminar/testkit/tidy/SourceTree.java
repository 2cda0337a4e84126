package dev.luminar.testkit.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The project's files, without what a build or an editor leaves behind. */
public record SourceTree(Path root) {
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", ".vscode");
  private static final Set<String> BINARY = Set.of("png", "jar", "class", "so", "o", "gz", "zip");

  /** One text file; the path is relative to the root and uses slashes. */
  public record SourceFile(String path, String text) {
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    public boolean isJava() {
      return path.endsWith(".java");
    }

    public boolean isC() {
      return path.endsWith(".c") || path.endsWith(".h");
    }
  }

  /**
   * Tests run in their module's folder, so the root is the nearest folder above with the script.
   */
  public static SourceTree ofProject() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("check")) && Files.isRegularFile(at.resolve("LICENSE"))) {
        return new SourceTree(at);
      }
    }
    throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
  }

  public List<SourceFile> files() {
    var found = new ArrayList<SourceFile>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return SKIPPED.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String path = root.relativize(file).toString().replace('\\', '/');
              if (attributes.isRegularFile()
                  && !path.equals(".git") // a file in a linked worktree; it names the machine
                  && !BINARY.contains(path.substring(path.lastIndexOf('.') + 1))) {
                found.add(
                    new SourceFile(path, Files.readString(file, StandardCharsets.ISO_8859_1)));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
