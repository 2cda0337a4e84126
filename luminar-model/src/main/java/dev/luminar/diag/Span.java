package dev.luminar.diag;

import static java.util.Objects.requireNonNull;

/**
 * A place in the user's source: a stretch of a text, or a line of the host's Java source that built
 * a node.
 *
 * <p>A span takes no part in the equality of the node that holds it, so that a program parsed from
 * its printed form equals the original. Therefore <em>any two spans are equal</em>; {@link #sameAs}
 * compares them.
 *
 * @param source the name of the source: a file name, or a name that the caller gave to a text
 * @param line the first line, counted from 1; 0 where no line is known
 * @param column the first column in characters, counted from 1; 0 where no column is known (host
 *     lines)
 * @param endLine the last line
 * @param endColumn the column behind the last character; 0 where no column is known
 * @param owner for a host line the class and method that hold it, else empty
 */
public record Span(String source, int line, int column, int endLine, int endColumn, String owner) {
  /** The span of a node that was made without a place. */
  public static final Span NONE = new Span("", 0, 0, 0, 0, "");

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if a line or column is negative, or the end lies before the
   *     start
   */
  public Span {
    requireNonNull(source, "source");
    requireNonNull(owner, "owner");
    if (line < 0 || column < 0 || endLine < line || (endLine == line && endColumn < column)) {
      throw new IllegalArgumentException(
          "a span ends where it starts or later: "
              + line
              + ":"
              + column
              + " to "
              + endLine
              + ":"
              + endColumn);
    }
  }

  /** Returns the span of the single character at a line and a column, both counted from 1. */
  public static Span at(String source, int line, int column) {
    return new Span(source, line, column, line, column + 1, "");
  }

  /** Returns the span from a line and column up to, and without, an end line and column. */
  public static Span of(String source, int line, int column, int endLine, int endColumn) {
    return new Span(source, line, column, endLine, endColumn, "");
  }

  /** Returns the span of the Java source line that a stack frame names. */
  public static Span host(StackTraceElement frame) {
    requireNonNull(frame, "frame");
    String file = frame.getFileName() == null ? frame.getClassName() : frame.getFileName();
    int line = Math.max(frame.getLineNumber(), 0);
    return new Span(file, line, 0, line, 0, frame.getClassName() + "." + frame.getMethodName());
  }

  /**
   * Returns the span of a line of the host's Java source; {@code owner} names the class and method.
   */
  public static Span host(String file, int line, String owner) {
    requireNonNull(file, "file");
    return new Span(file, line, 0, line, 0, owner);
  }

  /** Says whether a line is known. */
  public boolean isKnown() {
    return line > 0;
  }

  /** Says whether this is a line of the host's Java source. */
  public boolean isHost() {
    return !owner.isEmpty();
  }

  /**
   * Returns the span from the start of this one to the end of {@code last}; this one if they have
   * different sources.
   */
  public Span to(Span last) {
    requireNonNull(last, "last");
    if (!isKnown() || !last.isKnown() || isHost() || last.isHost() || !source.equals(last.source)) {
      return this;
    }
    boolean isBehind =
        last.endLine > endLine || (last.endLine == endLine && last.endColumn > endColumn);
    return isBehind ? new Span(source, line, column, last.endLine, last.endColumn, "") : this;
  }

  /** Says whether both spans are the same place. */
  public boolean sameAs(Span other) {
    requireNonNull(other, "other");
    return source.equals(other.source)
        && line == other.line
        && column == other.column
        && endLine == other.endLine
        && endColumn == other.endColumn
        && owner.equals(other.owner);
  }

  /** Returns true for any span: see the class comment. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Span;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  /** Returns {@code source:line:column}, without what is not known. */
  @Override
  public String toString() {
    if (!isKnown()) {
      return source.isEmpty() ? "<no place>" : source;
    }
    String place = (source.isEmpty() ? "<text>" : source) + ":" + line;
    return column == 0 ? place : place + ":" + column;
  }
}
