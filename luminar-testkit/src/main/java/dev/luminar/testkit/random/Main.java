package dev.luminar.testkit.random;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The command {@code luminar-testkit/random}. */
final class Main {
  /** The first argument of a process that runs batches for another one. */
  static final String WORKER = "--worker";

  private static final String USAGE =
      """
      luminar-testkit/random [--seed S] [--count N] [--from K] [--jobs J] [--quick] [--no-shrink]
      luminar-testkit/random --seed S --from K --print
      Runs N random programs of seed S (by default 1,000 of a seed of its own), from number K on, in J
      processes; --quick leaves out the compilers that optimize. --print shows program K instead.
      """;

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(arguments));
    if (!words.isEmpty() && words.get(0).equals(WORKER)) {
      Worker.serve(words.subList(1, words.size()));
      return;
    }
    long seed = number(words, "--seed", System.nanoTime() & 0xffff_ffffL);
    int from = (int) number(words, "--from", 0);
    int count = (int) number(words, "--count", 1_000);
    int jobs =
        (int) number(words, "--jobs", Math.max(1, Runtime.getRuntime().availableProcessors()));
    boolean shrinks = !words.remove("--no-shrink");
    boolean isQuick = words.remove("--quick");
    boolean prints = words.remove("--print");
    if (!words.isEmpty()) {
      System.err.print(USAGE);
      System.exit(2);
    }
    if (prints) {
      System.out.println(Worker.program(seed, from, 0, Features.found()).text());
      return;
    }
    System.out.println("seed " + seed);
    RandomRun.Report report =
        RandomRun.run(seed, from, count, jobs, ChildCommand.of(seed, shrinks, isQuick), System.out);
    System.exit(report.findings().isEmpty() ? 0 : 1);
  }

  private static long number(List<String> words, String option, long otherwise) {
    int at = words.indexOf(option);
    if (at < 0 || at + 1 >= words.size()) {
      return otherwise;
    }
    long value = Long.parseLong(words.get(at + 1).replace("_", ""));
    words.subList(at, at + 2).clear();
    return value;
  }
}
