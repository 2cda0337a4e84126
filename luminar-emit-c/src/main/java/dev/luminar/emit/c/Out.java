package dev.luminar.emit.c;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Indented lines of C. Some are only kept if something holds once all is printed. */
final class Out {
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
      boolean unindented = line.text().isEmpty() || line.text().charAt(0) == '#' || isLabel(line.text());
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
        out.append(line.text()).append('\n');
      }
    }
    return out.toString();
  }
}
