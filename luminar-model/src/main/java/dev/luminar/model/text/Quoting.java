package dev.luminar.model.text;

/**
 * Writes names and strings so that the lexer reads them back, and so that no character of them can
 * leave its quotes.
 */
final class Quoting {
  private Quoting() {}

  /** A name as it is declared and referred to. */
  static String name(String name) {
    return isPlain(name) && !Words.isReserved(name) ? name : quote(name, '`');
  }

  /** A name as messages show it. */
  static String shown(String name) {
    return isPlain(name) ? "'" + name + "'" : quote(name, '`');
  }

  /** The name of a function where it is called. */
  static String callee(String name) {
    return Words.isBuiltinCallee(name) ? quote(name, '`') : name(name);
  }

  /** The name of a struct where it is a type. */
  static String type(String name) {
    return Words.isBuiltinType(name) ? quote(name, '`') : name(name);
  }

  static String string(String value) {
    return quote(value, '"');
  }

  static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty() || !isNameStart(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      if (!isNamePart(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String quote(String value, char quote) {
    StringBuilder out = new StringBuilder(value.length() + 2).append(quote);
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c == quote) {
            out.append('\\').append(quote);
          } else if (isVisible(c)) {
            out.appendCodePoint(c);
          } else {
            escape(out, c);
          }
        }
      }
    }
    return out.append(quote).toString();
  }

  /**
   * Control and format characters (among them those that reverse the direction of text), lone
   * surrogates and the like are not.
   */
  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  private static void escape(StringBuilder out, int c) {
    for (char unit : Character.toChars(c)) {
      out.append(String.format("\\u%04X", (int) unit));
    }
  }
}
