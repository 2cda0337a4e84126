package dev.luminar.nativeruntime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The native runtime as C sources.
 *
 * <p>It comes in two shapes with the same contents: two files, {@value #HEADER_FILE} and {@value
 * #SOURCE_FILE}, to put beside emitted C; and the separate sources, to read and to change. Both
 * compile as C11 with {@code -pthread} and need nothing else.
 */
public final class NativeRuntime {
  /** The public header in one file. */
  public static final String HEADER_FILE = "luminar.h";

  /** The whole runtime in one file; it includes {@value #HEADER_FILE}. */
  public static final String SOURCE_FILE = "luminar_runtime.c";

  private static final String AMALGAMATION = "amalgamation/";
  private static final String SEPARATE = "c/";

  private NativeRuntime() {}

  /** The text of the header in one file. */
  public static String header() {
    return read(AMALGAMATION + HEADER_FILE);
  }

  /** The text of the whole runtime in one file. */
  public static String source() {
    return read(AMALGAMATION + SOURCE_FILE);
  }

  /**
   * The paths of the separate sources below their folder, such as {@code include/luminar.h}, in a
   * fixed order. The resource {@code dev/luminar/nativeruntime/c/PATH} holds each.
   */
  public static List<String> separateSources() {
    return read(AMALGAMATION + "sources.txt").lines().toList();
  }

  /**
   * Writes the two files into {@code folder}, which is made if it is missing.
   *
   * @return the header and the source
   * @throws UncheckedIOException if they cannot be written
   */
  public static List<Path> writeTo(Path folder) {
    Objects.requireNonNull(folder, "folder");
    return List.of(
        write(folder.resolve(HEADER_FILE), header()), write(folder.resolve(SOURCE_FILE), source()));
  }

  /**
   * Writes the separate sources into {@code folder}, headers below {@code include} and {@code src}.
   *
   * @return the files, in the order of {@link #separateSources()}
   * @throws UncheckedIOException if they cannot be written
   */
  public static List<Path> writeSeparateTo(Path folder) {
    Objects.requireNonNull(folder, "folder");
    List<Path> files = new ArrayList<>();
    for (String path : separateSources()) {
      files.add(write(folder.resolve(path), read(SEPARATE + path)));
    }
    return files;
  }

  /**
   * Writes the two files into {@code folder} and compiles them there to an object file that may go
   * into a shared library.
   *
   * @param options more options for the compiler, such as {@code -g}
   * @return the object file; link it with {@code -pthread}
   * @throws CompilerException LUM5001 if the compiler cannot be run, LUM5002 if it fails
   * @throws UncheckedIOException if a file cannot be written
   */
  public static Path build(CompilerOfC compiler, Path folder, List<String> options) {
    Objects.requireNonNull(compiler, "compiler");
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(options, "options");
    writeTo(folder);
    List<String> arguments = new ArrayList<>(List.of("-std=c11", "-O2", "-pthread", "-fPIC"));
    arguments.addAll(options);
    arguments.addAll(List.of("-c", SOURCE_FILE, "-o", "luminar_runtime.o"));
    compiler.run(folder, arguments);
    return folder.resolve("luminar_runtime.o");
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String read(String name) {
    try (InputStream in = NativeRuntime.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar of luminar-native-runtime lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
