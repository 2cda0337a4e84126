package dev.luminar.testkit.tidy;

import dev.luminar.testkit.tidy.SourceTree.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What must hold for every file; each rule answers with one line per place that breaks it. */
final class TidyRules {
  static final int LINES_MAX = 600;

  /** The hook table: one C struct cannot go over two files, and five lines tell about each hook. */
  private static final String CONTRACT = "luminar_hooks.h";

  private static final int CONTRACT_LINES_MAX = 900;

  private static final Pattern EMPTY_WORD =
      Pattern.compile(
          "(Manager|Helper|Util|Utils|Data|Info|Impl)(?=[A-Z0-9.])"
              + "|(^|_)(manager|helper|util|utils|data|info|impl)(?=[_.])");

  /** A service that the original design names. */
  private static final String NAME_OF_THE_SEED = "ChannelManager.java";

  // Brackets keep the patterns from finding themselves.
  private static final Pattern MACHINE_PATH =
      Pattern.compile("/usr/lib/jvm/[\\w]|(?<!\\w)/(wor[k]|hom[e]|roo[t])/\\w|[A-Z]:\\\\Use[r]s");
  private static final Pattern PROMISE = Pattern.compile("\\b(TO[D]O|FIX[M]E|XX[X])\\b");

  private TidyRules() {}

  static List<String> all(SourceFile file) {
    var broken = new ArrayList<String>();
    broken.addAll(shortEnough(file));
    broken.addAll(namedForAnIdea(file));
    broken.addAll(freeOfMachinePaths(file));
    broken.addAll(freeOfPromises(file));
    broken.addAll(TestSentences.missingIn(file));
    return broken;
  }

  static List<String> shortEnough(SourceFile file) {
    if (!(file.isJava() || file.isC()) || !file.path().contains("src/main/")) {
      return List.of();
    }
    long lines = file.text().lines().count();
    int most = file.name().equals(CONTRACT) ? CONTRACT_LINES_MAX : LINES_MAX;
    return lines <= most
        ? List.of()
        : List.of("%s: %d lines, at most %d".formatted(file.path(), lines, most));
  }

  static List<String> namedForAnIdea(SourceFile file) {
    if (!file.isJava() && !file.isC()) {
      return List.of();
    }
    var word = EMPTY_WORD.matcher(file.name());
    return word.find() && !file.name().equals(NAME_OF_THE_SEED)
        ? List.of("%s: \"%s\" in a file name says nothing".formatted(file.path(), word.group()))
        : List.of();
  }

  static List<String> freeOfMachinePaths(SourceFile file) {
    return places(file, MACHINE_PATH, "a path of somebody's machine");
  }

  static List<String> freeOfPromises(SourceFile file) {
    return places(file, PROMISE, "a promise; do it, or refuse with a diagnostic");
  }

  private static List<String> places(SourceFile file, Pattern pattern, String what) {
    var broken = new ArrayList<String>();
    int number = 0;
    for (String line : (Iterable<String>) file.text().lines()::iterator) {
      number++;
      var match = pattern.matcher(line);
      if (match.find()) {
        broken.add("%s:%d: %s: %s".formatted(file.path(), number, match.group(), what));
      }
    }
    return broken;
  }
}
