package dev.luminar.emit.c;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that emitted C may not give to anything of its own, read from {@code reserved.txt}. */
final class Reserved {
  private static final Pattern MACROS =
      Pattern.compile(
          "(lum_|PRI|SCN|PTHREAD_|ATOMIC_|INT[0-9A-Z_]|UINT|SIG|FE_|SCHED_|FP_|M_|DBL_|FLT_|LDBL_|LUM|Lum|luminar)\\w*"
              + "|E[A-Z0-9]+");
  private static final Set<String> ANYWHERE = new HashSet<>();
  private static final Set<String> FILE_LEVEL = new HashSet<>();

  static {
    Set<String> section = ANYWHERE;
    for (String line : read().split("\n")) {
      if (line.startsWith("## at file level")) {
        section = FILE_LEVEL;
      }
      if (!line.startsWith("#") && !line.isBlank()) {
        section.addAll(Set.of(line.split(" ")));
      }
    }
  }

  private Reserved() {}

  /**
   * Whether {@code name}, and everything that begins with it, may be a macro of some header or a
   * function of the runtime. What begins with a small letter other than l never is.
   */
  static boolean hasReservedPrefix(String name) {
    char first = name.charAt(0);
    return (first >= 'A' && first <= 'Z' || first == 'l') && MACROS.matcher(name).matches();
  }

  /** Whether {@code name} may stand for nothing of the program's: a keyword, a macro, a type. */
  static boolean anywhere(String name) {
    return ANYWHERE.contains(name) || hasReservedPrefix(name);
  }

  /** Whether {@code name} may not be that of a function or a type of the program. */
  static boolean atFileLevel(String name) {
    return anywhere(name) || FILE_LEVEL.contains(name) || name.endsWith("_t");
  }

  private static String read() {
    try (InputStream in = Reserved.class.getResourceAsStream("reserved.txt")) {
      if (in == null) {
        throw new IllegalStateException("reserved.txt is missing from the module");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
