package dev.luminar.bench.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that measures its own heap. */
final class Child {
  private Child() {}

  /**
   * Runs {@link HeapProbe} with a heap of so many MiB.
   *
   * @throws IllegalStateException if it fails, such as for want of memory
   */
  static long heapPeak(Compilation compilation, int functions, long seed, int heapMib)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m"));
    command.addAll(location());
    command.addAll(List.of(compilation.name(), "" + functions, "" + seed));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "compiling %d functions to %s in %d MiB of heap failed with status %d"
                .formatted(functions, compilation.target(), heapMib, status));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the child ran", e);
    }
    return Long.parseLong(output.strip());
  }

  /** The same classes as in this JVM, be they on the class path or on the module path. */
  private static List<String> location() {
    String main = HeapProbe.class.getName();
    String modules = System.getProperty("jdk.module.path");
    return HeapProbe.class.getModule().isNamed() && modules != null
        ? List.of("-p", modules, "-m", HeapProbe.class.getModule().getName() + "/" + main)
        : List.of("-cp", System.getProperty("java.class.path"), main);
  }
}
