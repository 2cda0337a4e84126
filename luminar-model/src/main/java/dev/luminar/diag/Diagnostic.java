package dev.luminar.diag;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A diagnostic: one thing that the compiler has to say about a program.
 *
 * @param code the stable code; a page under {@code docs/diagnostics} explains it
 * @param severity how bad it is
 * @param span the place it is about, {@link Span#NONE} if there is none
 * @param message one sentence without a full stop
 * @param notes further facts, in the order in which they are shown
 * @param help what the user can do, if there is one thing to do
 */
public record Diagnostic(
    DiagnosticCode code,
    Severity severity,
    Span span,
    String message,
    ImmutableList<Note> notes,
    Optional<String> help) {
  /** Checks the components. */
  public Diagnostic {
    requireNonNull(code, "code");
    requireNonNull(severity, "severity");
    requireNonNull(span, "span");
    requireNonNull(message, "message");
    requireNonNull(notes, "notes");
    requireNonNull(help, "help");
  }

  /** Returns an error without notes and help. */
  public static Diagnostic error(DiagnosticCode code, Span span, String message) {
    return new Diagnostic(
        code, Severity.ERROR, span, message, Lists.immutable.empty(), Optional.empty());
  }

  /** Returns a warning without notes and help. */
  public static Diagnostic warning(DiagnosticCode code, Span span, String message) {
    return new Diagnostic(
        code, Severity.WARNING, span, message, Lists.immutable.empty(), Optional.empty());
  }

  /** Returns this diagnostic with one more note about a place. */
  public Diagnostic withNote(String note, Span place) {
    requireNonNull(note, "note");
    requireNonNull(place, "place");
    return new Diagnostic(
        code, severity, span, message, notes.newWith(new Note(note, place)), help);
  }

  /** Returns this diagnostic with one more note that has no place of its own. */
  public Diagnostic withNote(String note) {
    requireNonNull(note, "note");
    return withNote(note, Span.NONE);
  }

  /** Returns this diagnostic with a help line, in place of the one it had. */
  public Diagnostic withHelp(String line) {
    requireNonNull(line, "line");
    return new Diagnostic(code, severity, span, message, notes, Optional.of(line));
  }

  /** Returns this diagnostic about another place. */
  public Diagnostic withSpan(Span place) {
    requireNonNull(place, "place");
    return new Diagnostic(code, severity, place, message, notes, help);
  }

  /** Says whether the program is refused because of this diagnostic. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /**
   * Returns the first line of the rendered form: {@code file:line:column: error LUM1001: message}.
   */
  @Override
  public String toString() {
    return Diagnostics.headline(this);
  }
}
