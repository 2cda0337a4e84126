package dev.luminar.emit.c;

import java.nio.charset.StandardCharsets;

/**
 * Text of the user's inside emitted C: nothing in it can end the string or the comment around it.
 */
final class CText {
  private static final int COMMENT_MAX = 400;

  /** C promises string literals of 4,095 characters; longer ones are printed as arrays. */
  static final int LITERAL_MAX = 4_000;

  private CText() {}

  /** One line for inside a block comment. */
  static String comment(String text) {
    StringBuilder out = new StringBuilder();
    char last = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (out.length() > COMMENT_MAX) {
        return out + "...";
      }
      if (last == '*' && c == '/' || last == '/' && c == '*' || last == '?' && c == '?') {
        out.append(' ');
      }
      switch (c) {
        case '\n' -> out.append("\\n ");
        case '\r' -> out.append("\\r ");
        case '\t' -> out.append(' ');
        default -> {
          if (c < 128 ? c >= 32 && c != 127 : Character.isLetterOrDigit(c)) {
            out.appendCodePoint(c);
          } else {
            out.append(String.format("<U+%04X>", c));
          }
        }
      }
      last = out.charAt(out.length() - 1);
    }
    // A backslash at the end of a line would join the next line to it; so would the trigraph.
    return last == '\\' || last == '/' ? out + " " : out.toString();
  }

  /** A string literal, in UTF-8 but for NUL, which becomes the two bytes of modified UTF-8. */
  static String literal(String text) {
    StringBuilder out = new StringBuilder("\"");
    byte last = 0;
    for (byte b : bytes(text)) {
      switch (b) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '?' -> out.append(last == '?' ? "\\?" : "?");
        default -> {
          if (b >= 32 && b < 127) {
            out.append((char) b);
          } else {
            out.append(String.format("\\%03o", b & 0xff));
          }
        }
      }
      last = b;
    }
    return out.append('"').toString();
  }

  /** Whether {@link #literal} would be longer than C promises to take. */
  static boolean isLong(String text) {
    return text.length() * 3 > LITERAL_MAX && bytes(text).length > LITERAL_MAX;
  }

  /** The initializer of a character array, for text that is too long for a literal. */
  static String array(String text) {
    StringBuilder out = new StringBuilder("{");
    int column = 0;
    for (byte b : bytes(text)) {
      out.append(column++ % 20 == 0 ? "\n  " : " ");
      out.append(b >= 0 ? Integer.toString(b) : "(char)" + b).append(',');
    }
    return out.append(" 0}").toString();
  }

  private static byte[] bytes(String text) {
    // An unpaired surrogate becomes '?' here; a NUL would end the string early.
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int nuls = 0;
    for (byte b : utf8) {
      nuls += b == 0 ? 1 : 0;
    }
    if (nuls == 0) {
      return utf8;
    }
    byte[] out = new byte[utf8.length + nuls];
    int at = 0;
    for (byte b : utf8) {
      out[at++] = b == 0 ? (byte) 0xc0 : b;
      if (b == 0) {
        out[at++] = (byte) 0x80;
      }
    }
    return out;
  }
}
