package dev.luminar.emit.bytecode.support;

/**
 * Stands for the class that is emitted in its place: it holds the table of a program's error sites.
 */
final class Sites {
  private Sites() {}

  /**
   * A piece of the table. The pieces in order are one text; each site is its type, message, file
   * and line, each with its length as a character in front (a text of 65,535 characters or more is
   * cut).
   *
   * @param number from 0
   * @return the piece, null behind the last one
   */
  static String piece(int number) {
    return null;
  }
}
