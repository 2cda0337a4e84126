package dev.luminar.testkit.random;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a process is started that runs what this one runs: the same classes on the same JVM. */
final class ChildCommand {
  private ChildCommand() {}

  static List<String> of(long seed, boolean shrinks, boolean isQuick) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Small and quick to start: each process runs one thing at a time.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash"));
    command.addAll(List.of("-Xmx512m", "-XX:ErrorFile=/dev/stdout"));
    command.add("-Dluminar.skip.clang=" + Boolean.getBoolean("luminar.skip.clang"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.addAll(List.of(Main.class.getName(), Main.WORKER));
    command.addAll(
        List.of(Long.toString(seed), Boolean.toString(shrinks), Boolean.toString(isQuick)));
    return command;
  }

  /** Modules stand on the class path of the process: there is nothing to patch there. */
  private static String classPath() {
    List<String> parts = new ArrayList<>();
    for (String property : List.of("jdk.module.path", "java.class.path")) {
      String path = System.getProperty(property, "");
      if (!path.isEmpty()) {
        parts.addAll(List.of(path.split(File.pathSeparator)));
      }
    }
    return String.join(File.pathSeparator, parts);
  }
}
