package dev.luminar.emit.c;

import dev.luminar.nativeruntime.NativeRuntime;
import java.util.Map;

/**
 * Prints the Makefile beside the sources, and puts the runtime there where the program needs it.
 */
final class MakefilePrinter {
  private static final String RUNTIME_RULE =
      """

      luminar_runtime.o: luminar_runtime.c luminar.h
      \t$(CC) -std=c11 -pthread $(CFLAGS) -c luminar_runtime.c
      """;

  private MakefilePrinter() {}

  static void add(Emission emission, Map<String, String> files) {
    boolean needsRuntime = emission.plan.needsRuntime();
    String p = emission.prefix;
    files.put(
        "Makefile",
        """
        # Builds the program as a library: make, then link lib@P@.a with -pthread -lm.
        CC ?= cc
        CFLAGS ?= -O3
        STANDARD = -std=c11 -Wall -Wextra -Wpedantic -pthread

        lib@P@.a: @O@
        \t$(AR) rcs $@ @O@

        @P@.o: @P@.c @P@.h
        \t$(CC) $(STANDARD) $(CFLAGS) -c @P@.c
        @R@
        clean:
        \trm -f lib@P@.a @O@

        .PHONY: clean
        """
            .replace("@O@", needsRuntime ? p + ".o luminar_runtime.o" : p + ".o")
            .replace("@R@", needsRuntime ? RUNTIME_RULE : "")
            .replace("@P@", p));
    if (needsRuntime) {
      files.put(NativeRuntime.HEADER_FILE, NativeRuntime.header());
      files.put(NativeRuntime.SOURCE_FILE, NativeRuntime.source());
    }
  }
}
