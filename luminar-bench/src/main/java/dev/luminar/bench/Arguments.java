package dev.luminar.bench;

import dev.luminar.bench.measure.Settings;
import java.util.List;
import java.util.OptionalInt;

/**
 * The command line.
 *
 * @param suite the suite's name
 * @param tsv whether to print lines for programs instead of a table
 * @param settings what goes to the suite
 */
record Arguments(String suite, boolean tsv, Settings settings) {
  static final String USAGE =
      "luminar-bench/run SUITE [--tsv] [--skip-missing] [--runs N] [--case TEXT] [--small]";

  static Arguments parse(List<String> args) {
    String suite = null;
    boolean tsv = false;
    boolean skipMissing = false;
    boolean isSmall = false;
    String only = "";
    OptionalInt runs = OptionalInt.empty();
    for (int k = 0; k < args.size(); k++) {
      String arg = args.get(k);
      switch (arg) {
        case "--tsv" -> tsv = true;
        case "--skip-missing" -> skipMissing = true;
        case "--small" -> isSmall = true;
        case "--case" -> {
          k++;
          if (k == args.size()) {
            throw new UsageException("--case takes a part of a case's name");
          }
          only = args.get(k);
        }
        case "--runs" -> {
          k++;
          runs = OptionalInt.of(runs(k < args.size() ? args.get(k) : ""));
        }
        default -> {
          if (arg.startsWith("-")) {
            throw new UsageException("there is no option '" + arg + "'; usage: " + USAGE);
          }
          if (suite != null) {
            throw new UsageException("one suite at a time: '" + suite + "' or '" + arg + "'");
          }
          suite = arg;
        }
      }
    }
    if (suite == null) {
      throw new UsageException("no suite given; usage: " + USAGE);
    }
    return new Arguments(suite, tsv, new Settings(runs, skipMissing, only, isSmall));
  }

  private static int runs(String text) {
    if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= Settings.RUNS_MIN) {
      return Integer.parseInt(text);
    }
    throw new UsageException(
        "--runs takes a number from " + Settings.RUNS_MIN + " to 9999, not '" + text + "'");
  }
}
