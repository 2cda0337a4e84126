package dev.luminar.emit.c;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.plan.Plan;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Walk;
import java.util.ArrayDeque;
import java.util.Deque;

/** Says which function is too much for a C compiler: some crash, others take hours. */
final class LargestRoutine {
  /** Compilers take as many statements in a minute, so a failure has another cause. */
  static final int STATEMENTS_MANY = 20_000;

  private LargestRoutine() {}

  /** With so many statements in one function gcc and clang crash, or take an hour. */
  static final int STATEMENTS_MAX = 200_000;

  /**
   * Refuses what no compiler ends with.
   *
   * @throws DiagnosticException LUM5002 for a function of more than {@link #STATEMENTS_MAX}
   *     statements
   */
  static void check(Plan plan) {
    for (Routine routine : plan.routines()) {
      int statements = statements(routine.body());
      if (statements > STATEMENTS_MAX) {
        throw new DiagnosticException(
            Diagnostic.error(
                    DiagnosticCode.C_COMPILER_FAILED,
                    routine.span(),
                    "no C compiler ends with a function of " + statements + " statements")
                .withHelp(help(routine, statements)));
      }
    }
  }

  /** Returns what the compiler's failure says, with the name and place of a very large function. */
  static DiagnosticException explain(Plan plan, DiagnosticException failure) {
    Diagnostic diagnostic = failure.diagnostics().getFirst();
    if (diagnostic.code() != DiagnosticCode.C_COMPILER_FAILED) {
      return failure;
    }
    Routine largest = null;
    int most = STATEMENTS_MANY - 1;
    for (Routine routine : plan.routines()) {
      int statements = statements(routine.body());
      if (statements > most) {
        most = statements;
        largest = routine;
      }
    }
    return largest == null
        ? failure
        : new DiagnosticException(
            diagnostic.withSpan(largest.span()).withHelp(help(largest, most)));
  }

  private static String help(Routine routine, int statements) {
    return "'"
        + routine.name()
        + "' is very large ("
        + statements
        + " statements): split it into smaller functions that it calls";
  }

  private static int statements(Code body) {
    int count = 0;
    Deque<Code> open = new ArrayDeque<>();
    open.push(body);
    while (!open.isEmpty()) {
      Code code = open.pop();
      count++;
      Walk.children(code, open::push);
    }
    return count;
  }
}
