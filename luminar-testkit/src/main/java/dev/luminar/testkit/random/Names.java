package dev.luminar.testkit.random;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives each thing of a function a name of its own, now and then one that targets know too. */
final class Names {
  private static final List<String> ODD =
      List.of(
          "int",
          "long",
          "double",
          "class",
          "static",
          "register",
          "goto",
          "default",
          "switch",
          "public",
          "this",
          "errno",
          "main",
          "NULL",
          "restrict",
          "inline",
          "size_t",
          "out",
          "result",
          "errors",
          "arguments",
          "status",
          "failed",
          "void",
          "do",
          "try",
          "new",
          "INFINITY",
          "lane",
          "chunk",
          "threads",
          "start",
          "end",
          "step",
          "odd name",
          "na\u00efve",
          "volatile",
          "stdin");

  private final Choices choices;
  private final Set<String> taken = new HashSet<>();
  private int count;

  Names(Choices choices) {
    this.choices = choices;
  }

  /** Reserves a name that the function has already. */
  void take(String name) {
    taken.add(name);
  }

  String fresh(String stem) {
    if (choices.percent(5)) {
      String odd = choices.of(ODD);
      if (taken.add(odd)) {
        return odd;
      }
    }
    String name = stem + count++;
    taken.add(name);
    return name;
  }
}
