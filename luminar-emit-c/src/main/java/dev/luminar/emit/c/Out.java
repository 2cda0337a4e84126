package dev.luminar.emit.c;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Indented lines of C. Some are only kept if something holds once all is printed. */
final class Out {
  private static final int WIDTH = 110;

  private record Line(String text, BooleanSupplier kept) {}

  private final List<Line> lines = new ArrayList<>();
  private int depth;

  /** Adds one line. */
  void line(String text) {
    lineIf(text, () -> true);
  }

  /** Adds one line that stays if {@code kept} holds when the text is taken. */
  void lineIf(String text, BooleanSupplier kept) {
    lines.add(new Line(text.isEmpty() ? "" : "  ".repeat(depth) + text, kept));
  }

  /** Adds one line without indentation: a label or a directive. */
  void flush(String text) {
    lines.add(new Line(text, () -> true));
  }

  /** Adds a line without indentation that stays if {@code kept} holds at the end. */
  void flushIf(String text, BooleanSupplier kept) {
    lines.add(new Line(text, kept));
  }

  /** Adds an empty line, unless the last one is. */
  void gap() {
    if (!lines.isEmpty() && !lines.getLast().text().isEmpty()) {
      lines.add(new Line("", () -> true));
    }
  }

  /** Adds an empty line in front of whatever comes, if anything comes. */
  void gapFirst() {
    lines.add(new Line("", () -> lines.size() > 1));
  }

  /** Adds a line that opens a block. */
  void open(String text) {
    line(text);
    depth++;
  }

  /** Ends a block. */
  void close(String text) {
    depth--;
    line(text);
  }

  /** Ends a block and opens the next, as {@code } else {}. */
  void turn(String text) {
    depth--;
    line(text);
    depth++;
  }

  /** Adds lines as they are. */
  void block(String text) {
    for (String line : text.split("\n", -1)) {
      lines.add(new Line(line, () -> true));
    }
  }

  /** Adds all lines of {@code other}, at this depth. */
  void append(Out other) {
    String indent = "  ".repeat(depth);
    for (Line line : other.lines) {
      boolean unindented =
          line.text().isEmpty() || line.text().charAt(0) == '#' || isLabel(line.text());
      lines.add(unindented ? line : new Line(indent + line.text(), line.kept()));
    }
  }

  private static boolean isLabel(String text) {
    return text.charAt(0) != ' ' && text.endsWith(":");
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Line line : lines) {
      if (line.kept().getAsBoolean()) {
        wrap(out, line.text());
      }
    }
    return out.toString();
  }

  /** Breaks a long line behind a comma or before an operator, but not inside a string. */
  private static void wrap(StringBuilder out, String text) {
    String rest = text;
    String indent = "";
    int first = text.length() - text.stripLeading().length();
    boolean isFixed =
        text.startsWith("#") || text.stripLeading().startsWith("/*") || text.startsWith(" *");
    while (!isFixed && indent.length() + rest.length() > WIDTH) {
      int at = breakAt(rest, indent.isEmpty() ? first + 1 : 1, WIDTH - indent.length());
      if (at < 0) {
        break;
      }
      out.append(indent).append(rest, 0, at).append('\n');
      rest = rest.substring(at).stripLeading();
      indent = " ".repeat(first + 4);
    }
    out.append(indent).append(rest).append('\n');
  }

  private static int breakAt(String text, int from, int to) {
    int found = -1;
    boolean isQuoted = false;
    for (int i = 0; i < Math.min(to, text.length()); i++) {
      char c = text.charAt(i);
      if (isQuoted && c == '\\') {
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && c == ' ' && i > from) {
        boolean isOperator =
            text.startsWith(" || ", i) || text.startsWith(" && ", i) || text.startsWith(" ? ", i);
        if (isOperator || text.charAt(i - 1) == ',') {
          found = i;
        }
      }
    }
    return found;
  }
}
