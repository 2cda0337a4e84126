package dev.luminar.emit.bytecode;

import dev.luminar.host.HostNames;
import java.util.HashSet;
import java.util.Set;

/** Names for classes and methods: legal Java identifiers, short, each given out once. */
final class JvmNames {
  private static final int LENGTH_MAX = 120;

  private final Set<String> taken = new HashSet<>();

  /** Returns the legal form of a name, not unique. */
  static String legal(String name) {
    String legal = HostNames.javaName(name);
    if (legal.length() <= LENGTH_MAX) {
      return legal;
    }
    int end = Character.isHighSurrogate(legal.charAt(LENGTH_MAX - 1)) ? LENGTH_MAX - 1 : LENGTH_MAX;
    return legal.substring(0, end);
  }

  /** Keeps a name from being given out. */
  void reserve(String name) {
    taken.add(name);
  }

  /** Returns the legal form of a name, with a number where it was given out before. */
  String unique(String name) {
    String legal = legal(name);
    String candidate = legal;
    for (int number = 2; !taken.add(candidate); number++) {
      candidate = legal + "$" + number;
    }
    return candidate;
  }
}
