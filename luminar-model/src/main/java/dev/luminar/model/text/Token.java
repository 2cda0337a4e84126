package dev.luminar.model.text;

/**
 * A token of the text form; it lies in one line.
 *
 * @param kind what it is
 * @param text the word or symbol; the name without its quotes; the string's value; the digits of a
 *     number with their suffix
 * @param offset where it starts, in characters
 * @param end where it ends
 * @param line the line, counted from 1
 * @param column the column of its start, counted from 1
 */
record Token(Kind kind, String text, int offset, int end, int line, int column) {
  enum Kind {
    /** A name that is written plainly. */
    NAME,
    /** A name in backticks. */
    QUOTED,
    /** A reserved word. */
    WORD,
    NUMBER,
    STRING,
    SYMBOL,
    END
  }

  int endColumn() {
    return column + end - offset;
  }

  boolean is(String wordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(wordOrSymbol);
  }

  boolean isName() {
    return kind == Kind.NAME || kind == Kind.QUOTED;
  }

  /** Says whether this is a plain name with a meaning of its own at this point. */
  boolean isName(String word) {
    return kind == Kind.NAME && text.equals(word);
  }

  /** What a message says was found. */
  String found() {
    return switch (kind) {
      case END -> "the end of the text";
      case STRING -> "a string";
      case QUOTED -> "a quoted name";
      case NAME, WORD, NUMBER, SYMBOL ->
          "'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
    };
  }
}
