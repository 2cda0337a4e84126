package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The point of a text up to which it is understood, with some tokens of foresight. */
final class Cursor {
  private final String source;
  private final Lexer lexer;
  private final Deque<Token> ahead = new ArrayDeque<>();
  private Token last;

  Cursor(String source, String text, ParseErrors errors) {
    this.source = source;
    this.lexer = new Lexer(source, text, errors);
    this.last = new Token(Token.Kind.END, "", 0, 0, 1, 1);
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int distance) {
    while (ahead.size() <= distance) {
      ahead.addLast(lexer.next());
    }
    if (distance == 0) {
      return ahead.getFirst();
    }
    Iterator<Token> tokens = ahead.iterator();
    for (int i = 0; i < distance; i++) {
      tokens.next();
    }
    return tokens.next();
  }

  Token next() {
    last = peek();
    ahead.removeFirst();
    return last;
  }

  /** The token that was taken last. */
  Token last() {
    return last;
  }

  /** Goes to a token of this text, which is then the next one. */
  void seek(Token token) {
    ahead.clear();
    lexer.seek(token);
    last = token;
  }

  boolean at(String wordOrSymbol) {
    return peek().is(wordOrSymbol);
  }

  boolean atName(String word) {
    return peek().isName(word);
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  /** Takes the next token if it is this word or symbol. */
  boolean accept(String wordOrSymbol) {
    boolean isThere = at(wordOrSymbol);
    if (isThere) {
      next();
    }
    return isThere;
  }

  /** Takes the next token if it is this plain name, which has a meaning of its own here. */
  boolean acceptName(String word) {
    boolean isThere = atName(word);
    if (isThere) {
      next();
    }
    return isThere;
  }

  Token expect(String wordOrSymbol) {
    if (!at(wordOrSymbol)) {
      throw expected("'" + wordOrSymbol + "'");
    }
    return next();
  }

  void expectName(String word) {
    if (!acceptName(word)) {
      throw expected("'" + word + "'");
    }
  }

  /** Takes a name that the text declares or refers to. */
  Token name(String what) {
    Token token = peek();
    if (token.isName()) {
      return next();
    }
    Diagnostic diagnostic = expectedDiagnostic(what);
    boolean isWord = token.kind() == Token.Kind.WORD && !token.is("_");
    throw new SyntaxError(
        isWord
            ? diagnostic.withHelp("to use a reserved word as a name, write `" + token.text() + "`")
            : diagnostic);
  }

  SyntaxError expected(String what) {
    return new SyntaxError(expectedDiagnostic(what));
  }

  private Diagnostic expectedDiagnostic(String what) {
    Token found = peek();
    return Diagnostic.error(
        DiagnosticCode.SYNTAX_ERROR,
        span(found),
        "expected " + what + " but found " + found.found());
  }

  /**
   * Something is missing: at the next token, or at the end of the line if that is in another one.
   */
  SyntaxError missing(String what) {
    Token found = peek();
    boolean isSameLine = found.line() == last.line();
    Span behindLast =
        Span.of(source, last.line(), last.endColumn(), last.line(), last.endColumn() + 1);
    return new SyntaxError(
        expectedDiagnostic(what).withSpan(isSameLine ? span(found) : behindLast));
  }

  Span span(Token token) {
    return Span.of(source, token.line(), token.column(), token.line(), token.endColumn());
  }

  /** The place from a token to the one that was taken last. */
  Span spanFrom(Token first) {
    boolean isBefore = last.offset() < first.offset();
    Token end = isBefore ? first : last;
    return Span.of(source, first.line(), first.column(), end.line(), end.endColumn());
  }

  /**
   * Reads {@code <-} as less than, followed by a minus: the only pair of operators that looks like
   * one symbol.
   */
  Token splitArrow() {
    Token arrow = next();
    Token minus =
        new Token(
            Token.Kind.SYMBOL,
            "-",
            arrow.offset() + 1,
            arrow.end(),
            arrow.line(),
            arrow.column() + 1);
    ahead.addFirst(minus);
    last =
        new Token(
            Token.Kind.SYMBOL,
            "<",
            arrow.offset(),
            arrow.offset() + 1,
            arrow.line(),
            arrow.column());
    return last;
  }

  /**
   * Skips from an opening brace to behind the brace that closes it, or to a declaration, which
   * shows that one is missing.
   */
  void skipBraces() {
    skip(0);
  }

  /** Skips from inside of braces to behind the one that closes them. */
  void skipToClosingBrace() {
    skip(1);
  }

  private void skip(int from) {
    int open = from;
    do {
      Token token = peek();
      if (token.kind() == Token.Kind.END || isDeclaration(token)) {
        return;
      }
      if (token.is("{")) {
        open++;
      } else if (token.is("}")) {
        open--;
      }
      next();
    } while (open > 0);
  }

  static boolean isDeclaration(Token token) {
    return token.kind() == Token.Kind.WORD && Words.DECLARATIONS.contains(token.text());
  }
}
