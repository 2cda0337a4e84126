package dev.luminar.dsl;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;

/** Makes the exceptions for wrong use of the builder. */
final class Guard {
  private Guard() {}

  static DiagnosticException failed(DiagnosticCode code, Span place, String message) {
    return new DiagnosticException(Diagnostic.error(code, place, message));
  }

  static DiagnosticException outerBlock(OpenBlock used, OpenBlock open, Span place) {
    return new DiagnosticException(
        Diagnostic.error(
                DiagnosticCode.OUTER_BLOCK_USED,
                place,
                "a statement for "
                    + used.describe()
                    + ", while "
                    + open.describe()
                    + " inside it is open")
            .withNote("the outer block starts here", used.place())
            .withNote("the inner block starts here", open.place())
            .withHelp("call the method of the innermost lambda's first parameter"));
  }

  static DiagnosticException closedBlock(OpenBlock used, Span place) {
    Diagnostic diagnostic =
        Diagnostic.error(
                DiagnosticCode.CLOSED_BLOCK_USED,
                place,
                "a statement for "
                    + used.describe()
                    + ", which has ended; "
                    + used.session().describeCurrent())
            .withNote("the block that has ended starts here", used.place());
    return new DiagnosticException(withCurrent(diagnostic, used));
  }

  static DiagnosticException leaked(String value, OpenBlock home, Span place) {
    Diagnostic diagnostic =
        Diagnostic.error(
                DiagnosticCode.VALUE_OUT_OF_SCOPE,
                place,
                "'"
                    + value
                    + "' belongs to "
                    + home.describe()
                    + ", which has ended; "
                    + home.session().describeCurrent())
            .withNote("the value's block starts here", home.place());
    return new DiagnosticException(
        withCurrent(diagnostic, home)
            .withHelp("declare a variable outside the block and assign it inside"));
  }

  static DiagnosticException otherProgram(String what, OpenBlock theirs, OpenBlock ours, Span at) {
    return new DiagnosticException(
        Diagnostic.error(
                DiagnosticCode.WRONG_PROGRAM,
                at,
                what
                    + " belongs to "
                    + theirs.describe()
                    + " of another program, not to the one of "
                    + ours.describe())
            .withNote("the other block starts here", theirs.place())
            .withNote("this block starts here", ours.place()));
  }

  private static Diagnostic withCurrent(Diagnostic diagnostic, OpenBlock other) {
    OpenBlock current = other.session().current();
    return current == null
        ? diagnostic
        : diagnostic.withNote("the block that is open starts here", current.place());
  }
}
