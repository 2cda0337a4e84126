package dev.luminar.emit.c;

import java.util.Map;

/**
 * Prints the Makefile beside the sources, and puts the runtime's sources there where they are
 * needed.
 */
final class MakefilePrinter {
  private MakefilePrinter() {}

  static void add(Emission emission, Map<String, String> files) {
    String p = emission.prefix;
    String objects = p + ".o";
    String rules = "";
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
            .replace("@O@", objects)
            .replace("@R@", rules)
            .replace("@P@", p));
  }
}
