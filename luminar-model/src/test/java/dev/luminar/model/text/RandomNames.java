package dev.luminar.model.text;

import java.util.Random;

/** Names of programs and their parts, each used once, many of them odd. */
final class RandomNames {
  private static final String[] ODD = {
    "if",
    "fn",
    "task",
    "i64",
    "_",
    "in",
    "chan",
    "io",
    "string",
    "min",
    "sqrt",
    "send",
    "code",
    "len",
    "receive",
    "timeout",
    "default",
    "block",
    "step",
    "unordered",
    "monitor",
    "a b",
    "line\nbreak",
    "tab\t",
    "quote\"",
    "`tick`",
    "back\\slash",
    "*/",
    "//",
    "??/",
    "%s",
    "é",
    "数",
    "\u0000",
    "\u202E",
    "\uD83D\uDE00",
    "\uD800",
    "1st",
    " ",
    "int",
    "volatile",
    "class"
  };

  private final Random random;
  private int count;

  RandomNames(Random random) {
    this.random = random;
  }

  String next() {
    count++;
    return switch (random.nextInt(4)) {
      case 0 -> ODD[random.nextInt(ODD.length)] + count;
      case 1 -> count <= ODD.length ? ODD[count - 1] : count + ODD[random.nextInt(ODD.length)];
      default -> "n" + count;
    };
  }
}
