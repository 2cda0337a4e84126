package dev.luminar.nativeruntime;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A C compiler of this machine.
 *
 * <p>The environment variable {@code CC} names it, with options if need be; otherwise it is the
 * first of {@code cc}, {@code gcc} and {@code clang} on the {@code PATH}.
 */
public final class CompilerOfC {
  private static final int OUTPUT_SHOWN = 4_000;
  private static final long MINUTES_MAX = 10;
  private static final String INSTALL =
      "install gcc or clang (Debian and Ubuntu: apt-get install gcc libc6-dev; "
          + "Fedora: dnf install gcc), or name a C compiler in the environment variable CC";

  private final List<String> command;

  private CompilerOfC(List<String> command) {
    this.command = List.copyOf(command);
  }

  /**
   * Finds the compiler by this process's environment.
   *
   * @throws CompilerException LUM5001 if there is none; it names what to install
   */
  public static CompilerOfC find() {
    return find(System.getenv());
  }

  /**
   * Finds the compiler by the variables {@code CC} and {@code PATH} of {@code environment}.
   *
   * @throws CompilerException LUM5001 if there is none; it names what to install
   */
  public static CompilerOfC find(Map<String, String> environment) {
    Objects.requireNonNull(environment, "environment");
    String path = environment.getOrDefault("PATH", "");
    String chosen = environment.getOrDefault("CC", "").strip();
    if (!chosen.isEmpty()) {
      List<String> words = List.of(chosen.split("\\s+"));
      if (find(path, words.getFirst()).isEmpty()) {
        throw none(
            "the environment variable CC names '" + words.getFirst() + "', which is no program");
      }
      return new CompilerOfC(words);
    }
    for (String name : List.of("cc", "gcc", "clang")) {
      String program = find(path, name);
      if (!program.isEmpty()) {
        return new CompilerOfC(List.of(program));
      }
    }
    throw none("no C compiler was found: neither cc nor gcc nor clang is on the PATH");
  }

  /** Uses the compiler that {@code command} names, with its first options. */
  public static CompilerOfC of(List<String> command) {
    if (Objects.requireNonNull(command, "command").isEmpty()) {
      throw new IllegalArgumentException("command is empty");
    }
    return new CompilerOfC(command);
  }

  private static CompilerException none(String message) {
    return new CompilerException("LUM5001", message, INSTALL);
  }

  /** The program of this name; empty if there is none. A name with a slash is a path already. */
  private static String find(String path, String name) {
    List<String> folders =
        name.contains("/") ? List.of("") : List.of(path.split(File.pathSeparator));
    for (String folder : folders) {
      Path program = Path.of(folder).resolve(name);
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return program.toString();
      }
    }
    return "";
  }

  /** The program and its first options. */
  public List<String> command() {
    return command;
  }

  /**
   * Runs the compiler in {@code folder} and gives back what it printed.
   *
   * @throws CompilerException LUM5001 if it cannot be run, LUM5002 with its output if it fails
   * @throws UncheckedIOException if its output cannot be kept in {@code folder}
   */
  public String run(Path folder, List<String> arguments) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(arguments, "arguments");
    Path log = log(folder);
    try {
      int status = wait(start(folder, arguments, log));
      String output = Files.readString(log, StandardCharsets.UTF_8);
      if (status != 0) {
        throw new CompilerException(
            "LUM5002",
            "the C compiler '"
                + command.getFirst()
                + "' failed with status "
                + status
                + "\n"
                + shown(output),
            "");
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the C compiler's output", e);
    } finally {
      delete(log);
    }
  }

  private static Path log(Path folder) {
    try {
      return Files.createTempFile(folder, "compiler", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
  }

  private Process start(Path folder, List<String> arguments, Path log) {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // What it prints is for programs and people alike: no translations.
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw none("the C compiler '" + command.getFirst() + "' cannot be run: " + e.getMessage());
    }
  }

  private int wait(Process process) {
    boolean isDone = false;
    Thread atExit = new Thread(() -> stop(process), "luminar stops the C compiler");
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
      isDone = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
      if (isDone) {
        return process.exitValue();
      }
      throw failed("did not end within " + MINUTES_MAX + " minutes");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was stopped, because its thread was interrupted");
    } catch (IllegalStateException e) {
      throw failed("was stopped, because the process is about to end");
    } finally {
      if (!isDone) {
        stop(process);
      }
      forget(atExit);
    }
  }

  private CompilerException failed(String how) {
    return new CompilerException(
        "LUM5002", "the C compiler '" + command.getFirst() + "' " + how, "");
  }

  /** Ends the compiler with all that it started: the driver's end alone would not end them. */
  private static void stop(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook runs
    }
  }

  private static String shown(String output) {
    String text = output.strip();
    return text.length() > OUTPUT_SHOWN ? text.substring(0, OUTPUT_SHOWN) + "..." : text;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit(); // a log left behind harms nobody
    }
  }

  @Override
  public String toString() {
    return String.join(" ", command);
  }
}
