package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import java.util.Optional;

/**
 * The names that a statement binds, before it is known what it is.
 *
 * @param start the first token of the statement
 * @param place where it is
 * @param first the first name; none for {@code _}, or if nothing is bound
 * @param second the second name
 */
record Results(Token start, Span place, Optional<String> first, Optional<String> second) {
  static Results none(Token start, Span place) {
    return new Results(start, place, Optional.empty(), Optional.empty());
  }

  boolean isLet() {
    return start.is("let");
  }

  /** Refuses a second name. */
  Optional<String> atMostOne(String what) {
    if (second.isPresent()) {
      throw wrong(what + " gives one value, not two");
    }
    return first;
  }

  /** Refuses anything but one name. */
  String only(String what) {
    return atMostOne(what).orElseThrow(() -> wrong("the value of " + what + " needs a name"));
  }

  private SyntaxError wrong(String message) {
    return new SyntaxError(Diagnostic.error(DiagnosticCode.SYNTAX_ERROR, place, message));
  }
}
