package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** Java names for names of a program, which may hold any characters. */
public final class HostNames {
  private static final Set<String> KEYWORDS =
      Set.of(
          ("_ abstract assert boolean break byte case catch char class const continue default do double else enum "
                  + "extends false final finally float for goto if implements import instanceof int interface long "
                  + "native new null package private protected public return short static strictfp super switch "
                  + "synchronized this throw throws transient true try void volatile while")
              .split(" "));

  private HostNames() {}

  /**
   * Returns the Java identifier for a name: the name itself where it is one; else characters that
   * may not stand there become {@code _}, and a keyword gets a {@code _} at its end.
   */
  public static String javaName(String name) {
    requireNonNull(name, "name");
    StringBuilder out = new StringBuilder(name.length());
    name.codePoints()
        .forEach(c -> {
          boolean fits =
              out.isEmpty()
                  ? Character.isJavaIdentifierStart(c)
                  : Character.isJavaIdentifierPart(c);
          if (fits && !Character.isIdentifierIgnorable(c)) {
            out.appendCodePoint(c);
          } else if (out.isEmpty()
              && Character.isJavaIdentifierPart(c)
              && !Character.isIdentifierIgnorable(c)) {
            out.append('_').appendCodePoint(c);
          } else {
            out.append('_');
          }
        });
    String legal = out.isEmpty() ? "_" : out.toString();
    return KEYWORDS.contains(legal) ? legal + "_" : legal;
  }
}
