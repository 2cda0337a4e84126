package dev.luminar.testkit.value;

import static java.util.Objects.requireNonNull;

/** A position in a line of text, for readers of values and of the lines that hold them. */
public final class ValueCursor {
  private static final String WORD_SIGNS = "_.+-";

  private final String text;
  private int at;

  /** Starts at the first character. */
  public ValueCursor(String text) {
    this.text = requireNonNull(text, "text");
  }

  /** Says whether only blanks are left. */
  public boolean isAtEnd() {
    skipBlanks();
    return at == text.length();
  }

  /** Says whether {@code sign} comes next, after blanks. */
  public boolean sees(String sign) {
    requireNonNull(sign, "sign");
    skipBlanks();
    return text.startsWith(sign, at);
  }

  /** Takes {@code sign} if it comes next. */
  public boolean accepts(String sign) {
    requireNonNull(sign, "sign");
    if (!sees(sign)) {
      return false;
    }
    at += sign.length();
    return true;
  }

  /**
   * Takes {@code sign}.
   *
   * @throws ValueSyntaxException if something else comes next
   */
  public void expect(String sign) {
    requireNonNull(sign, "sign");
    if (!accepts(sign)) {
      throw failure("'" + sign + "'");
    }
  }

  /**
   * Says whether a word of letters, digits and underscores comes next, and nothing that would
   * lengthen it.
   */
  public boolean seesWord(String word) {
    requireNonNull(word, "word");
    skipBlanks();
    int end = at + word.length();
    return text.startsWith(word, at)
        && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
  }

  /** Takes a word if it comes next. */
  public boolean acceptsWord(String word) {
    requireNonNull(word, "word");
    if (!seesWord(word)) {
      return false;
    }
    at += word.length();
    return true;
  }

  /** Takes a name: an identifier, or one between backticks; empty if none comes next. */
  public String name() {
    skipBlanks();
    if (accepts("`")) {
      int end = text.indexOf('`', at);
      if (end < 0) {
        throw failure("a closing backtick");
      }
      String name = text.substring(at, end);
      at = end + 1;
      return name;
    }
    int start = at;
    if (at < text.length() && Character.isJavaIdentifierStart(text.charAt(at))) {
      while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
        at++;
      }
    }
    return text.substring(start, at);
  }

  /**
   * Takes what looks like a number or a word: {@code -1.5e-3f32}, {@code i64.min}, {@code nan}.
   * Stops before a range's dots.
   */
  String token() {
    skipBlanks();
    int start = at;
    while (at < text.length() && isTokenPart(start)) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean isTokenPart(int start) {
    char c = text.charAt(at);
    if (text.startsWith("..", at)) {
      return false;
    }
    if (c == '+' || c == '-') {
      boolean isHex = text.startsWith("0x", start) || text.startsWith("-0x", start);
      return at == start || (!isHex && "eE".indexOf(text.charAt(at - 1)) >= 0);
    }
    return Character.isLetterOrDigit(c) || WORD_SIGNS.indexOf(c) >= 0;
  }

  /** Takes a string between double quotes, with the escapes {@code \" \\ \n \t}. */
  public String quoted() {
    expect("\"");
    StringBuilder out = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        char escaped = text.charAt(at++);
        c = escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
      }
      out.append(c);
    }
    expect("\"");
    return out.toString();
  }

  /** Takes everything up to the end. */
  public String rest() {
    skipBlanks();
    String rest = text.substring(at).stripTrailing();
    at = text.length();
    return rest;
  }

  /** Returns the position, to come back to with {@link #reset}. */
  public int mark() {
    return at;
  }

  /** Goes back to a position. */
  public void reset(int mark) {
    at = mark;
  }

  /** Returns an exception that says what was expected here. */
  public ValueSyntaxException failure(String expected) {
    requireNonNull(expected, "expected");
    skipBlanks();
    String found =
        at == text.length()
            ? "the end"
            : "'" + text.substring(at, Math.min(at + 20, text.length())) + "'";
    return new ValueSyntaxException(
        "expected " + expected + " at column " + (at + 1) + " but found " + found + ": " + text);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
