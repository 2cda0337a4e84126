package dev.luminar.examples;

import java.io.IOException;
import java.util.List;

/** A program that runs on one target and says what came out. */
interface Example {

  /** Its arguments and what it does, in one line. */
  String usage();

  /**
   * Runs it.
   *
   * @param args without {@code --target}
   * @return the lines that it prints; the same on every target
   * @throws UsageException if the arguments do not fit
   * @throws IOException if a file cannot be read or written
   */
  List<String> run(Target target, List<String> args) throws IOException;
}
