package dev.luminar.testkit.filetest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs commands of the system, as many at once as there are processors. */
final class Commands {
  private static final long MINUTES_MAX = 5;
  private static final int SHOWN_MAX = 8_000;

  private final Path folder;
  private final ExecutorService pool =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors()),
          task -> {
            Thread thread = new Thread(task, "luminar-corpus");
            thread.setDaemon(true);
            return thread;
          });

  Commands(Path folder) {
    this.folder = folder;
  }

  /** How a command ended, and all that it printed. */
  record Ended(int status, String output) {
    /** What it printed, without the middle where that is long. */
    String shown() {
      return output.length() <= SHOWN_MAX
          ? output
          : output.substring(0, SHOWN_MAX / 2)
              + "\n...\n"
              + output.substring(output.length() - SHOWN_MAX / 2);
    }
  }

  /** Does something as soon as a processor is free. */
  <T> CompletableFuture<T> later(Supplier<T> action) {
    return CompletableFuture.supplyAsync(action, pool);
  }

  /** Takes no more work; threads end when what they have is done. */
  void close() {
    pool.shutdown();
  }

  /** Whether a program of this name can be run. */
  static boolean isInstalled(String program) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Runs a command in the folder. */
  Ended run(List<String> command) {
    return run(command, List.of());
  }

  /** Runs a command in the folder, with environment variables {@code NAME=VALUE}. */
  Ended run(List<String> command, List<String> variables) {
    try {
      Path log = Files.createTempFile(folder, "log", ".txt");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("LC_ALL", "C");
        for (String variable : variables) {
          int equals = variable.indexOf('=');
          builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return new Ended(wait(builder.start(), command), text(log));
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int wait(Process process, List<String> command) {
    try {
      if (process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new AssertionError(command + " did not end within " + MINUTES_MAX + " minutes");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + command + " ran", e);
    }
  }

  private static String text(Path log) throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
  }
}
