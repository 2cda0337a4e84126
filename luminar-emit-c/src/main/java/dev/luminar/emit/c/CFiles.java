package dev.luminar.emit.c;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.map.ImmutableMap;

/**
 * The emitted C of a program.
 *
 * @param name the program's name as a C identifier: {@code NAME.c} and {@code NAME.h} are among the
 *     files, and every public name begins with it
 * @param files the text of each file, by name; in the order in which a reader meets them
 * @param entries the C names of the plan's entries, in their order
 * @param externs the C names of the functions that the host defines, in the order of the plan's
 *     externs
 */
public record CFiles(
    String name,
    ImmutableMap<String, String> files,
    ImmutableList<String> entries,
    ImmutableList<String> externs) {
  /** Checks the components. */
  public CFiles {
    requireNonNull(name, "name");
    requireNonNull(files, "files");
    requireNonNull(entries, "entries");
    requireNonNull(externs, "externs");
  }

  /** Returns the text of {@code NAME.c}. */
  public String source() {
    return files.get(name + ".c");
  }

  /** Returns the text of {@code NAME.h}. */
  public String header() {
    return files.get(name + ".h");
  }

  /**
   * Writes all files into a folder, which is made where it does not exist. Each file is written
   * beside its place and then moved there, so that none is ever half written.
   *
   * @return the paths of the files
   * @throws IOException if the folder or a file cannot be written
   */
  public ImmutableList<Path> writeTo(Path folder) throws IOException {
    requireNonNull(folder, "folder");
    Files.createDirectories(folder);
    List<Path> written = new ArrayList<>();
    for (var file : files.keyValuesView()) {
      Path path = folder.resolve(file.getOne());
      Path fresh =
          Files.createTempFile(
              folder, "." + name.substring(0, Math.min(20, name.length())), ".new");
      try {
        Files.writeString(fresh, file.getTwo(), StandardCharsets.UTF_8);
        move(fresh, path);
      } finally {
        Files.deleteIfExists(fresh);
      }
      written.add(path);
    }
    return Lists.immutable.ofAll(written);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
