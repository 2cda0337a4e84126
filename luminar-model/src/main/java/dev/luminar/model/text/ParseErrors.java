package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Collects the errors of a text, each place once, up to a bound. */
final class ParseErrors {
  private record Place(int line, int column) {}

  /** Ends the reading of a text with too many errors. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("too many errors", null, false, false);
    }
  }

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<Place> places = new HashSet<>();

  void report(SyntaxError error) {
    error.diagnostic().ifPresent(this::report);
  }

  void report(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    if (!places.add(new Place(span.line(), span.column()))) {
      return;
    }
    if (diagnostics.size() == Parser.ERRORS_MAX) {
      diagnostics.add(
          Diagnostic.error(
              DiagnosticCode.TOO_MANY_ERRORS,
              span,
              "the text has more than " + Parser.ERRORS_MAX + " errors; reading stops here"));
      throw new TooMany();
    }
    diagnostics.add(diagnostic);
  }

  /** Reports what a constructor of the model refused, at {@code place} if it names none itself. */
  void report(ModelException refused, Span place) {
    Diagnostic diagnostic = refused.diagnostic();
    report(diagnostic.span().isKnown() ? diagnostic : diagnostic.withSpan(place));
  }

  boolean isEmpty() {
    return diagnostics.isEmpty();
  }

  /** All errors in the order of their places. */
  ImmutableList<Diagnostic> sorted() {
    return Lists.immutable.withAll(diagnostics).toSortedList(ParseErrors::compare).toImmutable();
  }

  private static int compare(Diagnostic first, Diagnostic second) {
    int lines = Integer.compare(first.span().line(), second.span().line());
    return lines != 0 ? lines : Integer.compare(first.span().column(), second.span().column());
  }
}
