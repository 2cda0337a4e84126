package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;

/** Splits a text into tokens, one at a time. What no token starts with is reported and left out. */
final class Lexer {
  private static final String[] SYMBOLS = {
    ">>>", "..<", "<<", ">>", "<=", ">=", "==", "!=", "->", "<-", "=>", "..", "(", ")", "{", "}",
    "[", "]", ",", ";", ":", ".", "=", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "~"
  };

  private final String source;
  private final String text;
  private final ParseErrors errors;
  private int at;
  private int line = 1;
  private int lineStart;

  Lexer(String source, String text, ParseErrors errors) {
    this.source = source;
    this.text = text;
    this.errors = errors;
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
    this.lineStart = at;
  }

  /** Goes back or forth to a token of this text, which is then the next one. */
  void seek(Token token) {
    at = token.offset();
    line = token.line();
    lineStart = token.offset() - token.column() + 1;
  }

  Token next() {
    while (true) {
      skipBlanks();
      if (at >= text.length()) {
        return new Token(Token.Kind.END, "", at, at, line, at - lineStart + 1);
      }
      char c = text.charAt(at);
      if (Quoting.isNameStart(c)) {
        return word();
      }
      if (c >= '0' && c <= '9') {
        return number();
      }
      if (c == '"') {
        return quoted(Token.Kind.STRING, '"');
      }
      if (c == '`') {
        return quoted(Token.Kind.QUOTED, '`');
      }
      for (String symbol : SYMBOLS) {
        if (text.startsWith(symbol, at)) {
          return token(Token.Kind.SYMBOL, symbol, at + symbol.length());
        }
      }
      unexpected();
    }
  }

  private Token token(Token.Kind kind, String value, int end) {
    Token token = new Token(kind, value, at, end, line, at - lineStart + 1);
    at = end;
    return token;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '/' && text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  private Token word() {
    int end = at + 1;
    while (end < text.length() && Quoting.isNamePart(text.charAt(end))) {
      end++;
    }
    String value = text.substring(at, end);
    return token(Words.isReserved(value) ? Token.Kind.WORD : Token.Kind.NAME, value, end);
  }

  /**
   * Digits, a fraction only if a digit follows the point, an exponent, and whatever letters follow
   * as the suffix.
   */
  private Token number() {
    int end = at;
    if (text.startsWith("0x", at)) {
      end += 2;
    } else {
      end = digits(end);
      if (isDigit(end + 1) && text.charAt(end) == '.') {
        end = digits(end + 1);
      }
      if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
        int exponent = end + 1;
        if (exponent < text.length()
            && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
          exponent++;
        }
        end = isDigit(exponent) ? digits(exponent) : end;
      }
    }
    while (end < text.length() && Quoting.isNamePart(text.charAt(end))) {
      end++;
    }
    return token(Token.Kind.NUMBER, text.substring(at, end), end);
  }

  private int digits(int from) {
    int end = from;
    while (isDigit(end) || (end < text.length() && text.charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private Token quoted(Token.Kind kind, char quote) {
    StringBuilder value = new StringBuilder();
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != quote && text.charAt(i) != '\n') {
      char c = text.charAt(i);
      if (c == '\\') {
        i = escape(value, i + 1);
      } else {
        if (Character.isISOControl(c) && c != '\t' && c != '\r') {
          error(
              DiagnosticCode.UNEXPECTED_CHARACTER,
              i,
              1,
              "a control character stands as \\u%04X here".formatted((int) c));
        }
        value.append(c);
        i++;
      }
    }
    String what = kind == Token.Kind.STRING ? "string" : "quoted name";
    boolean isEnded = i < text.length() && text.charAt(i) == quote;
    if (!isEnded) {
      error(
          DiagnosticCode.UNTERMINATED_TOKEN,
          at,
          i - at,
          "the " + what + " does not end in its line");
    } else if (kind == Token.Kind.QUOTED && value.isEmpty()) {
      error(DiagnosticCode.INVALID_NAME, at, 2, "a name has at least one character");
      value.append('_');
    }
    return token(kind, value.toString(), isEnded ? i + 1 : i);
  }

  /** Reads what follows a backslash and returns where reading goes on. */
  private int escape(StringBuilder value, int from) {
    char c = from < text.length() ? text.charAt(from) : '\n';
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case '\\', '"', '`' -> value.append(c);
      case 'u' -> {
        return unicode(value, from);
      }
      default -> {
        error(
            DiagnosticCode.INVALID_ESCAPE,
            from - 1,
            c == '\n' ? 1 : 2,
            "there is no such escape; there are \\n \\t \\r \\\\ \\\" \\` \\uXXXX");
        return c == '\n' ? from : from + 1;
      }
    }
    return from + 1;
  }

  private int unicode(StringBuilder value, int from) {
    int unit = 0;
    for (int i = from + 1; i <= from + 4; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0 || text.charAt(i) > 'f') {
        error(
            DiagnosticCode.INVALID_ESCAPE,
            from - 1,
            i - from + 1,
            "\\u takes four hexadecimal digits");
        return i;
      }
      unit = unit * 16 + digit;
    }
    value.append((char) unit);
    return from + 5;
  }

  /** Reports a run of characters that no token starts with, as one error. */
  private void unexpected() {
    int start = at;
    int first = text.codePointAt(at);
    while (at < text.length() && text.codePointAt(at) == first) {
      at += Character.charCount(first);
    }
    String shown = first > ' ' && first < 0x7F ? " '" + (char) first + "'" : "";
    Diagnostic diagnostic =
        Diagnostic.error(
            DiagnosticCode.UNEXPECTED_CHARACTER,
            span(start, at - start),
            "the character U+%04X%s starts no token".formatted(first, shown));
    errors.report(first == '!' ? diagnostic.withHelp("write 'not' for a negation") : diagnostic);
  }

  private void error(DiagnosticCode code, int from, int length, String message) {
    errors.report(Diagnostic.error(code, span(from, length), message));
  }

  private Span span(int from, int length) {
    int column = from - lineStart + 1;
    return Span.of(source, line, column, line, column + Math.max(length, 0));
  }
}
