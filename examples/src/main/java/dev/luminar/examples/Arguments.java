package dev.luminar.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the arguments of an example. */
final class Arguments {

  private final String usage;
  private final List<String> args;

  Arguments(String usage, List<String> args, int count) {
    this.usage = usage;
    this.args = args;
    if (args.size() != count) {
      throw new UsageException("usage: examples/run " + usage);
    }
  }

  long number(int at, String name, long least, long most) {
    try {
      long value = Long.parseLong(args.get(at));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException(
        name
            + " is a number from "
            + least
            + " to "
            + most
            + ", not '"
            + args.get(at)
            + "'; usage: "
            + usage);
  }

  Path readable(int at) {
    Path path = path(at);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new UsageException("cannot read the file '" + args.get(at) + "'");
    }
    return path;
  }

  Path folder(int at) {
    Path path = path(at);
    if (!Files.isReadable(path) || !Files.isDirectory(path)) {
      throw new UsageException("cannot read the folder '" + args.get(at) + "'");
    }
    return path;
  }

  /** A file to write: a new one, or a regular one that is replaced. */
  Path writable(int at) {
    Path path = path(at);
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("the folder of '" + args.get(at) + "' does not exist");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new UsageException("'" + args.get(at) + "' is there, and is no file");
    }
    return path;
  }

  /**
   * Refuses pipes and devices: they give their bytes once, so a second target would find nothing.
   */
  static void checkReadableTwice(List<String> args) {
    for (String arg : args) {
      Path path = arg.indexOf('\0') < 0 ? Path.of(arg) : Path.of("");
      if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
        throw new UsageException(
            "'" + arg + "' may be readable only once; run one target: --target c or --target jvm");
      }
    }
  }

  private Path path(int at) {
    try {
      return Path.of(args.get(at));
    } catch (java.nio.file.InvalidPathException e) {
      throw new UsageException("'" + args.get(at) + "' is no path: " + e.getReason());
    }
  }
}
