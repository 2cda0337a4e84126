package dev.luminar.model.text;

import java.util.HashSet;
import java.util.Set;

/** The words of the text form that are not free to be names everywhere. */
final class Words {
  /**
   * The start of a declaration. They never occur in a function's body, so they also end one that
   * lacks its brace.
   */
  static final Set<String> DECLARATIONS = Set.of("program", "struct", "extern", "export", "fn");

  /** The start of a statement. */
  static final Set<String> STATEMENTS =
      Set.of(
          "let",
          "var",
          "if",
          "while",
          "for",
          "break",
          "continue",
          "return",
          "raise",
          "attempt",
          "assert",
          "call",
          "buffer",
          "array",
          "atomic",
          "channel",
          "select",
          "spawn",
          "await",
          "cancel",
          "yield",
          "ensure",
          "parallel",
          "concurrent",
          "task",
          "worker",
          "pipeline",
          "emit",
          "unchecked",
          "assume_injective");

  private static final Set<String> OTHERS =
      Set.of(
          "then", "else", "in", "reduce", "true", "false", "not", "and", "or", "bool", "i8", "u8",
          "i16", "u16", "i32", "i64", "f32", "f64", "_");

  /**
   * Names that mean something of their own before a parenthesis, besides the mathematical
   * functions.
   */
  private static final Set<String> CALLABLE =
      Set.of(
          "len",
          "errors",
          "code",
          "send",
          "receive",
          "offer",
          "poll",
          "close",
          "swap",
          "sleep",
          "async_read",
          "async_write");

  private static final Set<String> TYPES = Set.of("chan", "io", "string", "error");

  private Words() {}

  /** All reserved words. */
  static Set<String> all() {
    Set<String> all = new HashSet<>(DECLARATIONS);
    all.addAll(STATEMENTS);
    all.addAll(OTHERS);
    return all;
  }

  /** Says whether a name must always be quoted. */
  static boolean isReserved(String word) {
    return DECLARATIONS.contains(word) || STATEMENTS.contains(word) || OTHERS.contains(word);
  }

  /** Says whether a function of this name must be quoted where it is called. */
  static boolean isBuiltinCallee(String word) {
    return CALLABLE.contains(word) || Intrinsics.find(word).isPresent();
  }

  /** Says whether a struct of this name must be quoted where it is a type. */
  static boolean isBuiltinType(String word) {
    return TYPES.contains(word);
  }
}
