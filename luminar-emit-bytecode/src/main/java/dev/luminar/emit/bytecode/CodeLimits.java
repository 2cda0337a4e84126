package dev.luminar.emit.bytecode;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;
import dev.luminar.plan.Plan;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Walk;

/** What fits into a method, and what becomes of routines that do not. */
final class CodeLimits {
  /** The most bytes of code in a JVM method. */
  static final int METHOD_BYTES_MAX = 65_535;

  /** The most memory that the computation of a method's frames may take. */
  static final long FRAME_BYTES_MAX = 512L << 20;

  /**
   * A description cuts a method into pieces, for each of which the computation of frames notes the
   * type of each local: so many locals times statements take some ten megabytes.
   */
  private static final long DESCRIBED_MAX = 2_000_000;

  private CodeLimits() {}

  /** Whether lines and local variables of a routine can be described at a bearable cost. */
  static boolean canDescribe(Routine routine) {
    long locals = routine.locals().size();
    return locals < 500 || locals * statements(routine.body()) <= DESCRIBED_MAX;
  }

  private static long statements(Code code) {
    long[] count = {1};
    Walk.children(code, child -> count[0] += statements(child));
    return count[0];
  }

  /** A routine that takes more bytes than a method holds. */
  static DiagnosticException tooLarge(Routine routine) {
    return tooLarge(
        routine.name(),
        routine.span(),
        "more than " + METHOD_BYTES_MAX + " bytes of bytecode, which is what a JVM method holds");
  }

  /** A routine that takes so many bytes. */
  static DiagnosticException tooLarge(String name, Span span, int bytes) {
    return tooLarge(
        name, span, bytes + " bytes of bytecode, but a JVM method holds " + METHOD_BYTES_MAX);
  }

  /** A routine that fits, but has more variables at more places than frames can be computed for. */
  static DiagnosticException tooManyFrames(Routine routine) {
    return tooLarge(
        routine.name(),
        routine.span(),
        "too much memory to compute the stack map frames of "
            + routine.locals().size()
            + " variables");
  }

  /** As {@link #tooManyFrames(Routine)}, for a method that is no routine's own. */
  static DiagnosticException tooManyFrames(Plan plan) {
    return tooLarge(plan.name(), plan.span(), "too much memory to compute stack map frames");
  }

  private static DiagnosticException tooLarge(String name, Span span, String what) {
    return new DiagnosticException(
        Diagnostic.error(DiagnosticCode.METHOD_TOO_LARGE, span, name + " takes " + what)
            .withHelp("split the function '" + name + "' into smaller functions that it calls"));
  }
}
