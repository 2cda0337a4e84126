package dev.luminar.examples;

import java.util.List;

/** Where an example runs. */
enum Target {
  /** Emitted C, compiled and loaded. */
  C,
  /** Emitted bytecode, loaded. */
  JVM;

  /**
   * The targets that {@code --target WORD} names.
   *
   * @throws UsageException for another word
   */
  static List<Target> of(String word) {
    return switch (word) {
      case "c" -> List.of(C);
      case "jvm" -> List.of(JVM);
      case "both" -> List.of(C, JVM);
      default -> throw new UsageException("--target takes c, jvm or both, not '" + word + "'");
    };
  }

  /** The word that selects it. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
