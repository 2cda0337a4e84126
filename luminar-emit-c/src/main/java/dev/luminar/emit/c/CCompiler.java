package dev.luminar.emit.c;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** The C compiler of this machine. */
final class CCompiler {
  private static final int OUTPUT_MAX = 4_000;

  private final ImmutableList<String> command;

  private CCompiler(ImmutableList<String> command) {
    this.command = command;
  }

  /**
   * Finds the compiler.
   *
   * @throws DiagnosticException LUM5001 if there is none
   */
  static CCompiler find(NativeOptions options) {
    if (options.compiler().notEmpty()) {
      return new CCompiler(options.compiler());
    }
    String chosen = System.getenv("CC");
    if (chosen != null && !chosen.isBlank()) {
      return new CCompiler(Lists.immutable.of(chosen.trim().split("\\s+")));
    }
    for (String name : List.of("cc", "gcc", "clang")) {
      Optional<String> path = onPath(name);
      if (path.isPresent()) {
        return new CCompiler(Lists.immutable.of(path.get()));
      }
    }
    throw missing(
        "no C compiler was found: neither cc nor gcc nor clang is on the PATH, and CC is not set");
  }

  private static Optional<String> onPath(String name) {
    String path = System.getenv("PATH");
    for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
      File file = new File(folder, name);
      if (file.isFile() && file.canExecute()) {
        return Optional.of(file.getPath());
      }
    }
    return Optional.empty();
  }

  private static DiagnosticException missing(String message) {
    return new DiagnosticException(
        Diagnostic.error(DiagnosticCode.NO_C_COMPILER, Span.NONE, message)
            .withHelp(
                "install gcc or clang (Debian and Ubuntu: apt-get install gcc; Fedora: dnf install gcc)"));
  }

  /**
   * Runs the compiler in {@code folder}.
   *
   * @throws DiagnosticException LUM5002 with the compiler's output if it fails, LUM5001 if it
   *     cannot be run
   */
  void run(Path folder, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(command.castToList());
    all.addAll(arguments);
    Path log = folder.resolve("compiler.log");
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile());
    // Diagnostics are for programs and people alike: no colours, no translations.
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw missing("the C compiler '" + command.get(0) + "' cannot be run: " + e.getMessage());
    }
    int status;
    try {
      status = process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the C compiler ran", e);
    }
    if (status != 0) {
      String output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
      String shown =
          output.length() > OUTPUT_MAX ? output.substring(0, OUTPUT_MAX) + "..." : output;
      Diagnostic failed =
          Diagnostic.error(
              DiagnosticCode.C_COMPILER_FAILED,
              Span.NONE,
              "the C compiler '" + command.get(0) + "' failed with status " + status);
      for (String line : shown.split("\n")) {
        failed = failed.withNote(line);
      }
      throw new DiagnosticException(failed);
    }
  }
}
