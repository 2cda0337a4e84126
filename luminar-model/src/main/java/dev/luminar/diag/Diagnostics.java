package dev.luminar.diag;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Renders diagnostics for people.
 *
 * <pre>
 * stats.lum:3:9: error LUM1001: expected ';' but found 'return'
 *   let x = 1
 *           ^
 *   note: the statement starts here (stats.lum:3:3)
 *   help: end the statement with ';'
 * </pre>
 */
public final class Diagnostics {
  /**
   * The most characters of a source line that are shown; a longer one is clipped around the caret.
   */
  public static final int LINE_LENGTH_MAX = 120;

  private static final int CONTEXT_BEFORE_CARET = 60;

  private Diagnostics() {}

  /** Returns the rendered form of all, each ending with a line end; without source lines. */
  public static String render(Iterable<Diagnostic> diagnostics) {
    return render(diagnostics, Sources.NONE);
  }

  /** Returns the rendered form of all, each ending with a line end. */
  public static String render(Iterable<Diagnostic> diagnostics, Sources sources) {
    requireNonNull(diagnostics, "diagnostics");
    requireNonNull(sources, "sources");
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      render(out, diagnostic, sources);
    }
    return out.toString();
  }

  /** Returns the rendered form of one. */
  public static String render(Diagnostic diagnostic, Sources sources) {
    requireNonNull(diagnostic, "diagnostic");
    requireNonNull(sources, "sources");
    StringBuilder out = new StringBuilder();
    render(out, diagnostic, sources);
    return out.toString();
  }

  static String headline(Diagnostic diagnostic) {
    String place = diagnostic.span().isKnown() ? oneLine(diagnostic.span() + ": ") : "";
    return place
        + diagnostic.severity().word()
        + " "
        + diagnostic.code().id()
        + ": "
        + oneLine(diagnostic.message());
  }

  private static void render(StringBuilder out, Diagnostic diagnostic, Sources sources) {
    out.append(headline(diagnostic)).append('\n');
    renderLine(out, diagnostic.span(), sources);
    for (Note note : diagnostic.notes()) {
      out.append("  note: ").append(oneLine(note.message()));
      if (note.span().isKnown()) {
        out.append(" (").append(oneLine(note.span().toString())).append(')');
      }
      out.append('\n');
    }
    diagnostic.help().ifPresent(help -> out.append("  help: ").append(oneLine(help)).append('\n'));
  }

  private static void renderLine(StringBuilder out, Span span, Sources sources) {
    if (!span.isKnown() || span.column() == 0) {
      return;
    }
    Optional<String> found = sources.line(span.source(), span.line());
    if (found.isEmpty() || span.column() > found.get().length() + 1) {
      return;
    }
    String line = found.get();
    int caret = span.column() - 1;
    int width =
        span.endLine() == span.line() ? span.endColumn() - span.column() : line.length() - caret;
    int from = 0;
    if (line.length() > LINE_LENGTH_MAX) {
      from = Math.max(0, Math.min(caret - CONTEXT_BEFORE_CARET, line.length() - LINE_LENGTH_MAX));
    }
    int to = Math.min(line.length(), from + LINE_LENGTH_MAX);
    String before = from > 0 ? "..." : "";
    String after = to < line.length() ? "..." : "";
    out.append("  ")
        .append(before)
        .append(printable(line.substring(from, to)))
        .append(after)
        .append('\n');
    out.append("  ").append(" ".repeat(before.length()));
    for (int i = from; i < caret; i++) {
      out.append(line.charAt(i) == '\t' ? '\t' : ' ');
    }
    int marks = Math.max(1, Math.min(width, Math.max(to, caret + 1) - caret));
    out.append("^".repeat(marks)).append('\n');
  }

  /**
   * Control and format characters would move the caret or the terminal: each is shown as one
   * replacement character.
   */
  private static String printable(String line) {
    StringBuilder out = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      out.append(c != '\t' && isInvisible(line, i) ? '\uFFFD' : c);
    }
    return out.toString();
  }

  /**
   * Names come from the user and may hold line ends, which would break the format of one headline
   * per diagnostic.
   */
  private static String oneLine(String message) {
    StringBuilder out = new StringBuilder(message.length());
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(isInvisible(message, i) ? '\uFFFD' : c);
      }
    }
    return out.toString();
  }

  /** Whether a character does something else than to show itself, or is half of one. */
  private static boolean isInvisible(String text, int index) {
    char c = text.charAt(index);
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SURROGATE -> {
        int other = Character.isHighSurrogate(c) ? index + 1 : index - 1;
        yield other < 0
            || other >= text.length()
            || !Character.isSurrogatePair(
                text.charAt(Math.min(index, other)), text.charAt(Math.max(index, other)));
      }
      default -> false;
    };
  }
}
