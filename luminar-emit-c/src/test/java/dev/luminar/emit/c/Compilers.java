package dev.luminar.emit.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The C compilers of this machine, and what they say. */
final class Compilers {
  static final List<String> STRICT =
      List.of("-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror");

  private Compilers() {}

  /** gcc, and clang where it is installed. */
  static List<String> installed() {
    List<String> found = new ArrayList<>();
    for (String name : List.of("gcc", "clang")) {
      for (String folder : System.getenv("PATH").split(":")) {
        if (Files.isExecutable(Path.of(folder, name)) && !found.contains(name)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  /**
   * Compiles the program without a warning by each compiler, at two levels, and its header as C++.
   */
  static void compileStrictly(CFiles files, Path folder) throws Exception {
    files.writeTo(folder);
    for (String compiler : installed()) {
      for (String level : List.of("-O0", "-O3")) {
        List<String> command = new ArrayList<>(List.of(compiler, level));
        command.addAll(STRICT);
        command.addAll(List.of("-c", files.name() + ".c", "-o", "strict.o"));
        run(folder, command);
      }
      run(
          folder,
          List.of(
              compiler,
              "-x",
              "c++",
              "-std=c++17",
              "-Wall",
              "-Wextra",
              "-Werror",
              "-fsyntax-only",
              files.name() + ".h"));
    }
  }

  /**
   * Links the program with a main of its own and runs it under a sanitizer; returns what it prints.
   */
  static String runSanitized(CFiles files, Path folder, String sanitizer, String main)
      throws Exception {
    files.writeTo(folder);
    Files.writeString(folder.resolve("main.c"), main);
    List<String> command =
        new ArrayList<>(
            List.of(
                "gcc",
                "-std=c11",
                "-O1",
                "-g",
                "-fsanitize=" + sanitizer,
                "-fno-sanitize-recover=all",
                "-pthread",
                "-I.",
                "-o",
                "sanitized",
                files.name() + ".c",
                "main.c",
                "-lm"));
    if (files.files().containsKey("luminar_runtime.c")) {
      command.add("luminar_runtime.c");
    }
    run(folder, command);
    // Where addresses are randomized over more bits than the sanitizer knows, it fails at start.
    return run(folder, List.of("setarch", "-R", "timeout", "60", "./sanitized"));
  }

  /** Runs a command, which must succeed, and returns what it prints. */
  static String run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "log", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    String output = Files.readString(log);
    assertThat(ended).as("%s", command).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", command, output).isZero();
    return output;
  }
}
