package dev.luminar.emit.c;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one C scope and the scopes around it.
 *
 * <p>A source name survives where it can. Letters, digits and underscores stay, {@code $} becomes
 * an underscore, any other character {@code _uXXXX}. What is then taken, reserved, or declared
 * further out gets a number at its end: names are distinct, and the same program gets the same
 * names.
 */
final class Identifiers {
  /** C promises that 63 characters count; a longer name is cut and its hash put at the end. */
  private static final int LENGTH_MAX = 60;

  private final @Nullable Identifiers outer;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();

  private Identifiers(@Nullable Identifiers outer) {
    this.outer = outer;
  }

  /** The file's scope. */
  static Identifiers file() {
    return new Identifiers(null);
  }

  /** A scope of its own, such as that of the fields of a struct. */
  static Identifiers alone() {
    return new Identifiers(new Identifiers(null));
  }

  /** A scope inside this one. */
  Identifiers inner() {
    return new Identifiers(this);
  }

  /** Gives {@code wanted}, legalized and with a number if need be, to something in this scope. */
  String declare(String wanted) {
    return declare(wanted, false);
  }

  /** The same where the name with {@code _length} behind it is needed too. */
  String declareWithLength(String wanted) {
    String name = declare(wanted, true);
    taken.add(name + "_length");
    return name;
  }

  private String declare(String wanted, boolean hasLength) {
    String base = legal(wanted);
    String name = base;
    int number = next.getOrDefault(base, 1);
    // FE is free but FE_2 is not, nor any other number behind it.
    String stem = Reserved.hasReservedPrefix(base + "_") ? "n" + base : base;
    while (isTaken(name)
        || hasLength && isTaken(name + "_length")) { // bound: the names that are taken
      number++;
      name = stem + "_" + number;
    }
    next.put(base, number);
    taken.add(name);
    return name;
  }

  /** Keeps a name of our own from being given to anything else; it is legal as it is. */
  String reserve(String own) {
    taken.add(own);
    return own;
  }

  private boolean isTaken(String name) {
    if (outer == null ? Reserved.atFileLevel(name) : Reserved.anywhere(name)) {
      return true;
    }
    for (Identifiers scope = this; scope != null; scope = scope.outer) {
      if (scope.taken.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** The characters of {@code wanted} as a C identifier that no implementation reserves. */
  static String legal(String wanted) {
    StringBuilder out = new StringBuilder();
    int characters = 0;
    for (int i = 0; i < wanted.length() && out.length() <= LENGTH_MAX; i += characters) {
      int c = wanted.codePointAt(i);
      characters = Character.charCount(c);
      if (c < 128 && (Character.isLetterOrDigit(c) || c == '_')) {
        out.append((char) c);
      } else if (c == '$') {
        out.append('_');
      } else {
        out.append("_u").append(String.format("%04x", c));
      }
    }
    if (out.isEmpty()
        || Character.isDigit(out.charAt(0))
        || out.charAt(0) == '_'
        || Reserved.hasReservedPrefix(out.toString())) {
      out.insert(0, 'n'); // no number at the end would help
    }
    if (out.length() <= LENGTH_MAX) {
      return out.toString();
    }
    return out.substring(0, LENGTH_MAX - 9) + "_" + String.format("%08x", wanted.hashCode());
  }
}
